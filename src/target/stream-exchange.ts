import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { roundMs } from '../lib/clock.js';
import type { ChatRequest, Exchange, ExchangeFlag, Try } from './exchange.js';
import { parseRetryAfter } from './retry-after.js';
import { drawTraceparent } from './request.js';
import { runTry, type TryInput, type TryResult } from './run-try.js';
import type { ExchangeOptions, WireLimits } from './target.js';
import type { TimingTransport } from './timing-transport.js';

export interface StreamContext {
  readonly transport: TimingTransport;
  /** Path of the chat completions endpoint. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly limits: WireLimits;
}

/** One chat completion with its further tries. The clock starts at the first issue and never again. */
export async function streamExchange(
  context: StreamContext,
  request: ChatRequest,
  options: ExchangeOptions,
): Promise<Exchange> {
  const scheduledAtMs = options.scheduledAtMs ?? performance.now();
  const traceparent = drawTraceparent();
  // A whole run shares one signal: that many listeners are no leak.
  if (options.signal !== undefined) setMaxListeners(0, options.signal);
  const input = {
    transport: context.transport,
    path: context.path,
    headers: { ...context.headers, 'content-type': 'application/json', traceparent },
    body: Buffer.from(JSON.stringify(request), 'utf8'),
    wantsStream: request.stream,
    limits: context.limits,
    options,
  };
  const { last, tries, lagMs } = await runTries(input);
  const { reading, outcome, status, headers, firstIssuedAtMs } = last;
  return {
    request,
    traceparent,
    status,
    contentType: headers?.contentType,
    timeline: reading.timeline,
    outcome,
    reply: reading.reply,
    usage: reading.usage,
    flags: flagsOf(last),
    tries,
    scheduleLagMs: roundMs(firstIssuedAtMs - scheduledAtMs),
    clientLagMs: roundMs(lagMs),
  };
}

interface Tries {
  readonly last: TryResult;
  readonly tries: readonly Try[];
  /** The worst of all tries. */
  readonly lagMs: number;
}

async function runTries(input: Omit<TryInput, 'firstIssuedAtMs'>): Promise<Tries> {
  const tries: Try[] = [];
  let firstIssuedAtMs: number | undefined;
  let lagMs = 0;
  for (;;) {
    const last = await runTry({ ...input, firstIssuedAtMs });
    firstIssuedAtMs = last.firstIssuedAtMs;
    lagMs = Math.max(lagMs, last.lagMs);
    const waitMs = tries.length < input.options.retries ? waitBeforeRetry(last) : undefined;
    const isInTime =
      waitMs !== undefined && performance.now() - firstIssuedAtMs + waitMs < input.options.timeouts.totalMs;
    if (!isInTime || !(await waited(waitMs, input.options.signal))) return { last, tries, lagMs };
    tries.push({
      endedMs: last.reading.timeline.endMs,
      outcome: last.outcome,
      status: last.status,
      retryAfterMs: retryAfterMs(last),
    });
  }
}

/** Ms to wait before a further try; undefined: this result stands. */
function waitBeforeRetry(result: TryResult): number | undefined {
  const { outcome, status } = result;
  if (outcome.status === 'miner_error' && outcome.kind === 'reset') return 0;
  return status === 429 || status === 503 ? retryAfterMs(result) : undefined;
}

function retryAfterMs({ headers }: TryResult): number | undefined {
  return parseRetryAfter(headers?.retryAfter, Date.now());
}

/** False where the wait was interrupted. */
async function waited(ms: number, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await delay(ms, undefined, signal === undefined ? {} : { signal });
    return true;
  } catch {
    return false;
  }
}

function flagsOf({ reading, wasRetriedSilently }: TryResult): ExchangeFlag[] {
  return [...reading.flags, ...(wasRetriedSilently ? (['silent_retry'] as const) : [])];
}
