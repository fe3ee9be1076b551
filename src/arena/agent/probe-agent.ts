import type { GetReply, Target } from '../../target/target.js';
import type { ConfiguredAgent } from '../config/configured-agent.js';
import type { AgentTargets } from './agent-targets.js';
import { AgentUnavailable } from './agent-unavailable.js';

/** For each of the two places that are asked. */
const patienceMs = 2_000;

/**
 * Asks an agent how it is: `GET /health` or, where that gives no 2xx, `GET /v1/models`. Why it does not look well;
 * undefined: it does. It changes nothing about the attempt; rejects only with the signal's reason.
 */
export async function probeAgent(
  agent: ConfiguredAgent | undefined,
  targets: AgentTargets,
  signal: AbortSignal,
): Promise<string | undefined> {
  signal.throwIfAborted();
  if (agent === undefined) return 'it is not configured here';
  try {
    return await targets.use(agent, ({ target }) => ask(target));
  } catch (problem) {
    signal.throwIfAborted();
    if (problem instanceof AgentUnavailable) return problem.message;
    throw problem;
  }
}

async function ask(target: Target): Promise<string | undefined> {
  const health = await target.get('/health', patienceMs);
  if (isFine(health)) return undefined;
  const models = await target.get('/v1/models', patienceMs);
  return isFine(models) ? undefined : `/health: ${said(health)}, /v1/models: ${said(models)}`;
}

function isFine({ status, problem }: GetReply): boolean {
  return problem === undefined && status !== undefined && status >= 200 && status < 300;
}

function said({ status, problem }: GetReply): string {
  return problem ?? (status === undefined ? 'no answer' : `HTTP ${status}`);
}
