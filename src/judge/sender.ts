import { setMaxListeners } from 'node:events';
import { Pool } from 'undici';
import type { Clock } from '../lib/clock.js';
import { Dialer } from '../target/dialer.js';
import { parseProxyUrl } from '../target/proxy-url.js';
import { isForwarded } from '../target/route.js';
import type { Route, Trust } from '../target/route.js';
import { costOf } from './budget.js';
import type { JudgeBudget, JudgePrice } from './budget.js';
import type { TokenUse } from './completion.js';
import type { Endpoint } from './endpoint.js';
import type { UseTally } from './judge-use.js';
import { sendOnce } from './one-try.js';
import type { TryResult } from './one-try.js';
import type { TakeTurn } from './pace.js';

export interface RetryLimits {
  /** Tries altogether, the first included. */
  readonly tries: number;
  /** Wait before the second try, in ms, doubling from then on, unless Retry-After says more. */
  readonly baseMs: number;
  /** No wait is longer, whatever Retry-After says. */
  readonly maxWaitMs: number;
}

/** How an endpoint is reached, besides its address. */
export interface JudgeNetwork {
  /** URL of an HTTP proxy. */
  readonly proxy?: string | undefined;
  readonly trust?: Trust | undefined;
}

export interface SenderOptions {
  readonly endpoint: Endpoint;
  readonly apiKey?: string | undefined;
  /** Connections. */
  readonly concurrency: number;
  /** For one try, in ms. */
  readonly timeoutMs: number;
  readonly maxTokens: number;
  readonly retry: RetryLimits;
  readonly network?: JudgeNetwork | undefined;
  readonly takeTurn: TakeTurn;
  readonly price?: JudgePrice | undefined;
  readonly budget?: JudgeBudget | undefined;
  readonly clock: Clock;
}

export type SendResult = TryResult | { readonly kind: 'budget_spent' };

export interface SendOptions {
  readonly signal?: AbortSignal | undefined;
  /** All of them count what is sent. */
  readonly tallies: readonly UseTally[];
}

/** One connection pool with its retries, its pace and what it may spend. */
export class Sender {
  readonly #options: SenderOptions;
  readonly #pool: Pool;
  readonly #route: Route;
  readonly #closing = new AbortController();

  constructor(options: SenderOptions) {
    const { endpoint, network = {}, concurrency } = options;
    this.#options = options;
    // As many wait on it as there are requests: that is no leak.
    setMaxListeners(0, this.#closing.signal);
    this.#route = {
      origin: endpoint.origin,
      proxy: network.proxy === undefined ? undefined : parseProxyUrl(network.proxy),
      trust: network.trust,
    };
    const dialer = new Dialer(this.#route);
    this.#pool = new Pool(endpoint.origin, {
      connections: concurrency,
      // One time limit for a try, and it is the caller's.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: (_options, callback) => {
        dialer.dial(this.#closing.signal).then(
          ({ socket }) => callback(null, socket),
          (problem: unknown) =>
            callback(problem instanceof Error ? problem : new Error('no connection'), null),
        );
      },
    });
  }

  /** Rejects only with the signal's reason. */
  async send(body: string, { signal, tallies }: SendOptions): Promise<SendResult> {
    const { retry } = this.#options;
    for (let tried = 1; ; tried++) {
      signal?.throwIfAborted();
      const result = await this.#sendWithinBudget(body, { signal, tallies });
      if (result.kind !== 'again' || tried >= retry.tries) return result;
      const waitMs = Math.max(result.retryAfterMs ?? 0, retry.baseMs * 2 ** (tried - 1));
      if (!(await this.#hasWaited(waitMs, signal))) return result;
    }
  }

  /** A GET beside the resource, tried once; its text is thrown away. */
  async get(path: string, signal?: AbortSignal): Promise<TryResult> {
    return sendOnce({ ...this.#request(path), method: 'GET' }, signal);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#pool.destroy();
  }

  async #sendWithinBudget(body: string, { signal, tallies }: SendOptions): Promise<SendResult> {
    const { endpoint, takeTurn, price, budget, maxTokens } = this.#options;
    const mostUsd =
      price === undefined
        ? 0
        : costOf(price, { promptTokens: Buffer.byteLength(body), completionTokens: maxTokens });
    if (budget !== undefined && !(await budget.hold(mostUsd))) return { kind: 'budget_spent' };
    let costUsd = 0;
    try {
      const isOpen = await this.#hasPassed((ended) => takeTurn(ended), signal);
      if (!isOpen) return { kind: 'again', reason: 'it was closed' };
      for (const tally of tallies) tally.add({ calls: 1 });
      const result = await sendOnce({ ...this.#request(endpoint.path), method: 'POST', body }, signal);
      if (result.kind !== 'completion') return result;
      const tokens = this.#tokensOf(result, body);
      if (price !== undefined) costUsd = costOf(price, tokens);
      for (const tally of tallies) tally.add({ ...tokens, ...(price === undefined ? {} : { costUsd }) });
      return result;
    } finally {
      budget?.settle(mostUsd, costUsd);
    }
  }

  /**
   * Each count as reported; where it was not, four bytes to a token. A reply that we could not take counts as the longest
   * where nothing was reported.
   */
  #tokensOf({ tokens, completion }: Extract<TryResult, { kind: 'completion' }>, body: string): TokenUse {
    const { promptTokens, completionTokens } = tokens;
    const unseen = promptTokens > 0 ? 0 : this.#options.maxTokens;
    const received = completion.kind === 'text' ? Math.ceil(Buffer.byteLength(completion.text) / 4) : unseen;
    return {
      promptTokens: promptTokens > 0 ? promptTokens : Math.ceil(Buffer.byteLength(body) / 4),
      completionTokens: completionTokens > 0 ? completionTokens : received,
    };
  }

  #request(path: string) {
    const { endpoint, timeoutMs, clock } = this.#options;
    const { proxy } = this.#route;
    const isThroughProxy = isForwarded(this.#route);
    const credentials = isThroughProxy ? proxy?.authorization : undefined;
    return {
      pool: this.#pool,
      path: isThroughProxy ? endpoint.origin + path : path,
      headers: {
        ...requestHeaders(this.#options),
        ...(credentials === undefined ? {} : { 'proxy-authorization': credentials }),
      },
      timeoutMs,
      clock,
    };
  }

  #hasWaited(wantedMs: number, signal: AbortSignal | undefined): Promise<boolean> {
    const { clock, retry } = this.#options;
    return this.#hasPassed((ended) => clock.sleep(Math.min(wantedMs, retry.maxWaitMs), ended), signal);
  }

  /** Waits. False: closed meanwhile, and there is no further try. Rejects with the signal's reason. */
  async #hasPassed(
    wait: (ended: AbortSignal) => Promise<void>,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    const closing = this.#closing.signal;
    try {
      await wait(signal === undefined ? closing : AbortSignal.any([signal, closing]));
      return true;
    } catch (problem) {
      signal?.throwIfAborted();
      if (closing.aborted) return false;
      throw problem;
    }
  }
}

function requestHeaders({ apiKey, endpoint }: SenderOptions): Readonly<Record<string, string>> {
  const authorization = apiKey === undefined ? endpoint.authorization : `Bearer ${apiKey}`;
  return {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(authorization === undefined ? {} : { authorization }),
  };
}
