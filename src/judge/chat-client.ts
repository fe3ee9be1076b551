import pLimit from 'p-limit';
import { Pool } from 'undici';
import type { Clock } from '../lib/clock.js';
import type { Completion } from './completion.js';
import type { Endpoint } from './endpoint.js';
import { sendOnce } from './one-try.js';
import type { TryResult } from './one-try.js';
import type { JudgeMessage } from './prompt.js';
import { replyFormat } from './prompt-template.js';

export interface ChatClientOptions {
  readonly endpoint: Endpoint;
  readonly model: string;
  readonly apiKey?: string | undefined;
  /** Requests under way at once, waits between tries included: a judge that says 429 is left alone. */
  readonly concurrency: number;
  /** For one try, in ms. */
  readonly timeoutMs: number;
  readonly maxTokens: number;
  readonly retry: RetryLimits;
  readonly clock: Clock;
}

export interface RetryLimits {
  /** Tries altogether, the first included. */
  readonly tries: number;
  /** Wait before the second try, in ms, doubling from then on, unless Retry-After says more. */
  readonly baseMs: number;
  /** No wait is longer, whatever Retry-After says. */
  readonly maxWaitMs: number;
}

interface ClientUse {
  /** Requests that were sent. */
  readonly calls: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** Asks one model, and says what came. It knows HTTP and nothing of judging. */
export interface ChatClient extends AsyncDisposable {
  /** Rejects only with the signal's reason. */
  complete(messages: readonly JudgeMessage[], signal?: AbortSignal): Promise<Completion>;
  use(): ClientUse;
}

/** What endpoints answer that know no `response_format`. */
const formatRefusals: readonly number[] = [400, 404, 415, 422, 501];

export function openChatClient(options: ChatClientOptions): ChatClient {
  const limit = pLimit(options.concurrency);
  const sender = openSender(options);
  let formatIsRefused = false;

  async function complete(messages: readonly JudgeMessage[], signal?: AbortSignal): Promise<Completion> {
    const plain = { model: options.model, messages, temperature: 0, max_tokens: options.maxTokens };
    if (formatIsRefused) return asCompletion(await sender.send(JSON.stringify(plain), signal));
    const result = await sender.send(JSON.stringify({ ...plain, response_format: replyFormat }), signal);
    if (result.kind !== 'status' || !formatRefusals.includes(result.status)) return asCompletion(result);
    const second = await sender.send(JSON.stringify(plain), signal);
    if (second.kind === 'completion') formatIsRefused = true;
    return asCompletion(second);
  }

  return {
    complete: (messages, signal) => limit(() => complete(messages, signal)),
    use: () => sender.use(),
    [Symbol.asyncDispose]: () => sender.close(),
  };
}

/** One connection pool with its retries and its counters. */
function openSender(options: ChatClientOptions) {
  const { endpoint, concurrency, timeoutMs, clock, retry } = options;
  const pool = new Pool(endpoint.origin, { connections: concurrency, connect: { timeout: timeoutMs } });
  const headers = requestHeaders(options);
  const closing = new AbortController();
  const use = { calls: 0, promptTokens: 0, completionTokens: 0 };

  async function send(body: string, signal: AbortSignal | undefined): Promise<TryResult> {
    for (let tried = 1; ; tried++) {
      signal?.throwIfAborted();
      use.calls++;
      const result = await sendOnce({ pool, path: endpoint.path, headers, body, timeoutMs, clock }, signal);
      if (result.kind === 'completion') {
        use.promptTokens += result.tokens.promptTokens;
        use.completionTokens += result.tokens.completionTokens;
      }
      if (result.kind !== 'again' || tried >= retry.tries) return result;
      const waitMs = Math.max(result.retryAfterMs ?? 0, retry.baseMs * 2 ** (tried - 1));
      if (!(await hasWaited(waitMs, signal))) return result;
    }
  }

  /** False: closed meanwhile, and there is no further try. */
  async function hasWaited(wantedMs: number, signal: AbortSignal | undefined): Promise<boolean> {
    const ended = signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]);
    try {
      await clock.sleep(Math.min(wantedMs, retry.maxWaitMs), ended);
      return true;
    } catch (problem) {
      signal?.throwIfAborted();
      if (closing.signal.aborted) return false;
      throw problem;
    }
  }

  async function close(): Promise<void> {
    closing.abort();
    await pool.destroy();
  }

  return { send, close, use: (): ClientUse => ({ ...use }) };
}

function requestHeaders({ apiKey, endpoint }: ChatClientOptions): Readonly<Record<string, string>> {
  const authorization = apiKey === undefined ? endpoint.authorization : `Bearer ${apiKey}`;
  return {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(authorization === undefined ? {} : { authorization }),
  };
}

/** 400, 413 and 422 speak of what was sent, which a candidate can provoke; any other status speaks of the judge. */
function asCompletion(result: TryResult): Completion {
  if (result.kind === 'completion') return result.completion;
  if (result.kind === 'again')
    return { kind: 'unavailable', reason: `the judge did not answer: ${result.reason}` };
  const { status, code } = result;
  const reason = `the judge answered HTTP ${status}${code === undefined ? '' : ` (${code})`}`;
  return { kind: [400, 413, 422].includes(status) ? 'unusable' : 'unavailable', reason };
}
