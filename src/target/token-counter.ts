import { Worker } from 'node:worker_threads';
import { workerUrl } from '../lib/worker-url.js';
import type { TokenAnswer, TokenOrder } from './token-worker.js';

export interface TokenCounts {
  /** One for each text. */
  readonly counts: readonly number[];
  /** The count took too long, and these are bytes ÷ 4, rounded up. */
  readonly estimated: boolean;
}

export interface TokenCounter extends AsyncDisposable {
  /** Tokens (o200k) of each text. */
  count(texts: readonly string[]): Promise<TokenCounts>;
  /** New tokens that each delta adds to the joined text, in order. */
  countDeltas(texts: readonly string[]): Promise<TokenCounts>;
}

export interface TokenCounterOptions {
  /** For one call, once the tables are loaded; default 5 s. */
  readonly deadlineMs?: number | undefined;
  /** The worker's file; for a test of the deadline. */
  readonly worker?: URL | undefined;
}

/**
 * Counts tokens in a worker thread, because some texts take the tokenizer very long: past the deadline the thread is
 * ended, the texts are estimated, and the next call starts another. The tables (100 MB) are loaded by the first call.
 */
export function openTokenCounter({
  deadlineMs = 5_000,
  worker = workerUrl('./token-worker.js', import.meta.url),
}: TokenCounterOptions = {}): Promise<TokenCounter> {
  let thread: CountingThread | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  async function countNow(kind: TokenOrder['kind'], texts: readonly string[]): Promise<TokenCounts> {
    if (texts.every((text) => text === '')) return { counts: texts.map(() => 0), estimated: false };
    thread ??= new CountingThread(worker);
    const counts = await thread.count({ kind, texts }, deadlineMs);
    if (counts !== undefined) return { counts, estimated: false };
    await thread.end();
    thread = undefined;
    return { counts: kind === 'each' ? texts.map(estimate) : estimateDeltas(texts), estimated: true };
  }

  /** One at a time: a deadline then measures its own texts only. */
  function inTurn(kind: TokenOrder['kind'], texts: readonly string[]): Promise<TokenCounts> {
    const turn = queue.then(() => countNow(kind, texts));
    queue = turn.catch(() => undefined);
    return turn;
  }

  return Promise.resolve({
    count: (texts) => inTurn('each', texts),
    countDeltas: (texts) => inTurn('deltas', texts),
    [Symbol.asyncDispose]: async () => {
      await queue;
      await thread?.end();
      thread = undefined;
    },
  });
}

/** Bytes ÷ 4, rounded up (METHODOLOGY section 2). */
export function estimate(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 4);
}

/** The same over the joined text, so that many small deltas do not round up many times. */
export function estimateDeltas(deltas: readonly string[]): number[] {
  let bytes = 0;
  return deltas.map((delta) => {
    const before = Math.ceil(bytes / 4);
    bytes += Buffer.byteLength(delta);
    return Math.ceil(bytes / 4) - before;
  });
}

/**
 * The tables take 25 MB and leave twice as much garbage behind; told how little it needs, the thread clears it away. A
 * text too long even so ends the thread, and is estimated.
 */
const resourceLimits = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 };

class CountingThread {
  readonly #thread: Worker;
  readonly #isReady: Promise<void>;
  readonly #hasDied: Promise<undefined>;
  #nextId = 1;

  constructor(file: URL) {
    this.#thread = new Worker(file, { execArgv: [], resourceLimits });
    // An idle counter must not keep the program alive.
    this.#thread.unref();
    this.#isReady = new Promise((resolve) => this.#thread.once('message', () => resolve()));
    this.#hasDied = new Promise((resolve) => {
      this.#thread.once('error', () => resolve(undefined));
      this.#thread.once('exit', () => resolve(undefined));
    });
  }

  /** The counts; undefined past the deadline, or when the thread died. */
  async count(order: Omit<TokenOrder, 'id'>, deadlineMs: number): Promise<readonly number[] | undefined> {
    this.#thread.ref();
    try {
      await Promise.race([this.#isReady, this.#hasDied]);
      return await this.#ask({ id: this.#nextId++, ...order }, deadlineMs);
    } finally {
      this.#thread.unref();
    }
  }

  async end(): Promise<void> {
    await this.#thread.terminate();
  }

  async #ask(order: TokenOrder, deadlineMs: number): Promise<readonly number[] | undefined> {
    let onMessage: ((answer: TokenAnswer) => void) | undefined;
    let timer: NodeJS.Timeout | undefined;
    const answered = new Promise<readonly number[]>((resolve) => {
      onMessage = ({ id, counts }) => {
        if (id === order.id) resolve(counts);
      };
      this.#thread.on('message', onMessage);
    });
    const isLate = new Promise<undefined>((resolve) => {
      // This thread may be late itself: what has arrived meanwhile is read before the deadline counts.
      timer = setTimeout(() => setImmediate(() => setImmediate(() => resolve(undefined))), deadlineMs);
    });
    this.#thread.postMessage(order);
    const counts = await Promise.race([answered, isLate, this.#hasDied]);
    clearTimeout(timer);
    if (onMessage !== undefined) this.#thread.off('message', onMessage);
    return counts;
  }
}
