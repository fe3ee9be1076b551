import type { Clock } from '../../lib/clock.js';
import type { Exchange } from '../../target/exchange.js';
import { buildChatRequest } from '../../target/request.js';
import type { AgentTask, RawReply } from './agent-result.js';
import type { OpenedAgent } from './agent-targets.js';
import { ReplyBytes } from './reply-bytes.js';
import { scaffoldMessages } from './scaffold.js';

/** After the hard timeout: for the connection to end, then for whoever tells us that it has. */
const graceMs = { toEnd: 2_500, toTell: 2_000 } as const;
/** A limit that no exchange reaches before the others. */
const never = 2 ** 31 - 1;

export interface AskOptions {
  readonly hardTimeoutMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface AskedAgent {
  /** Undefined: it was still going on after the hard timeout and the grace. */
  readonly exchange: Exchange | undefined;
  readonly raw: RawReply;
}

/**
 * Sends an agent its task and collects what comes until it ends, the hard timeout is reached (by the timing worker's
 * stamps) or `signal` aborts. Never longer than the hard timeout and 5 s.
 */
export async function askAgent(
  { target, secrets }: OpenedAgent,
  { agent, case: frozen }: AgentTask,
  { hardTimeoutMs, clock, signal }: AskOptions,
): Promise<AskedAgent> {
  const received = new ReplyBytes();
  const cut = new AbortController();
  const asking = target.exchange(
    buildChatRequest({ model: agent.model, messages: scaffoldMessages(frozen, hardTimeoutMs) }),
    {
      timeouts: {
        firstOutputMs: never,
        idleMs: frozen.payload.timeout_policy.idle_timeout_ms ?? never,
        totalMs: hardTimeoutMs,
      },
      retries: 0,
      signal: AbortSignal.any([signal, cut.signal]),
      onRead: (_atMs, bytes) => received.add(bytes),
    },
  );
  const inTime = await within(asking, hardTimeoutMs + graceMs.toEnd, clock);
  if (inTime !== undefined) return { exchange: inTime, raw: received.taken(secrets) };
  cut.abort();
  await within(asking, graceMs.toTell, clock);
  return { exchange: undefined, raw: received.taken(secrets) };
}

/** What it resolves with; undefined: not within `ms`. */
async function within<Value>(promise: Promise<Value>, ms: number, clock: Clock): Promise<Value | undefined> {
  const over = new AbortController();
  const late = clock.sleep(ms, over.signal).then(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    over.abort();
  }
}
