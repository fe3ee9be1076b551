/**
 * An attempt that could not be made for a reason that lies with us: a key that is named but not set, no sockets left, our
 * own proxy down. It says nothing about the agent: `n_a`, `infrastructure`.
 */
export class AgentUnavailable extends Error {
  override readonly name = 'AgentUnavailable';
  readonly reason = 'infrastructure';
}
