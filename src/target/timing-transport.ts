import { Worker } from 'node:worker_threads';
import { workerUrl } from '../lib/worker-url.js';
import { Backlog } from './backlog.js';
import { sharedClockAnchorMs } from './shared-clock.js';
import {
  readFields,
  type ReadsReport,
  type SendOrder,
  type TimingBatch,
  type TimingOrder,
  type TimingReport,
  type TimingSettings,
} from './timing-messages.js';

/** What a request hears of itself, in order; `end` or `crashed` is the last. */
export type TransportEvent =
  | Exclude<TimingReport, { kind: 'reads' }>
  | { readonly kind: 'read'; readonly id: number; readonly atMs: number; readonly bytes: Uint8Array }
  /** The worker died: ours, not the miner's. */
  | { readonly kind: 'crashed'; readonly detail: string };

export type TransportListener = (event: TransportEvent) => void;

type PrepareOrder = Extract<TimingOrder, { kind: 'prepare' }>;

/** A worker that has not answered a check for this long is dead. */
const checkPatienceMs = 10_000;

/** The main thread's end of the timing worker. A worker that dies takes its requests with it; the next request starts another. */
export class TimingTransport implements AsyncDisposable {
  readonly #settings: Omit<TimingSettings, 'backlog'>;
  readonly #worker: URL;
  #running: RunningWorker | undefined;
  #nextId = 1;
  #isClosed = false;

  private constructor(settings: Omit<TimingSettings, 'backlog'>, worker: URL) {
    this.#settings = settings;
    this.#worker = worker;
  }

  /** Resolves when the worker is up. Rejects where it cannot start, which is a bug or a broken installation. */
  static async open(
    settings: Omit<TimingSettings, 'mainAnchorMs' | 'backlog'>,
    worker = workerUrl('./timing-worker.js', import.meta.url),
  ): Promise<TimingTransport> {
    const transport = new TimingTransport({ ...settings, mainAnchorMs: sharedClockAnchorMs() }, worker);
    await transport.#ensure().ready;
    return transport;
  }

  /** Sends a request; returns the id for `abort` and `check`. */
  send(request: Omit<SendOrder, 'kind' | 'id'>, listener: TransportListener): number {
    const id = this.#nextId++;
    if (this.#isClosed) queueMicrotask(() => listener({ kind: 'crashed', detail: 'the target is closed' }));
    else this.#ensure().send({ kind: 'send', id, ...request }, listener);
    return id;
  }

  abort(id: number): void {
    this.#running?.post({ kind: 'abort', id });
  }

  /** Asks for an `alive` event, which comes after everything that the worker has seen before it. */
  check(id: number): void {
    this.#running?.check(id);
  }

  /** Opens the idle connections ahead. Resolves when each has been tried; whoever needs one meets its trouble. */
  prepare(): Promise<void> {
    const id = this.#nextId++;
    if (this.#isClosed) return Promise.resolve();
    return new Promise((resolve) => this.#ensure().send({ kind: 'prepare', id }, () => resolve()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.#running?.stop('the target was closed');
  }

  #ensure(): RunningWorker {
    if (this.#running?.isAlive !== true) this.#running = new RunningWorker(this.#worker, this.#settings);
    return this.#running;
  }
}

class RunningWorker {
  readonly ready: Promise<void>;
  readonly #thread: Worker;
  readonly #listeners = new Map<number, TransportListener>();
  readonly #checks = new Map<number, NodeJS.Timeout>();
  readonly #backlog = new Backlog();
  #deathCause = 'the timing worker ended';
  isAlive = true;

  constructor(file: URL, settings: Omit<TimingSettings, 'backlog'>) {
    const workerData: TimingSettings = { ...settings, backlog: this.#backlog.shared };
    this.#thread = new Worker(file, { workerData, execArgv: [] });
    this.#thread.on('message', (batch: TimingBatch) => this.#deliver(batch));
    this.#thread.on(
      'error',
      (error: unknown) => (this.#deathCause = `the timing worker crashed: ${String(error)}`),
    );
    this.ready = new Promise((resolve, reject) => {
      this.#thread.once('message', () => resolve());
      this.#thread.once('exit', () => {
        this.#die();
        reject(new Error(this.#deathCause));
      });
    });
    // Whoever does not wait for it hears of a failed start through `crashed`.
    this.ready.catch(() => undefined);
  }

  send(order: SendOrder | PrepareOrder, listener: TransportListener): void {
    this.#listeners.set(order.id, listener);
    this.post(order);
  }

  post(order: TimingOrder): void {
    this.#thread.postMessage(order);
  }

  check(id: number): void {
    if (!this.#listeners.has(id) || this.#checks.has(id)) return;
    const timer = setTimeout(() => void this.stop('the timing worker hangs'), checkPatienceMs);
    this.#checks.set(id, timer);
    this.post({ kind: 'check', id });
  }

  async stop(why: string): Promise<void> {
    if (!this.isAlive) return;
    this.#deathCause = why;
    await this.#thread.terminate();
  }

  #deliver(batch: TimingBatch): void {
    this.#backlog.take(batch.bytes.length);
    for (const report of batch.reports) {
      if (report.kind === 'reads') {
        this.#deliverReads(report, batch);
        continue;
      }
      const listener = this.#listeners.get(report.id);
      if (report.kind === 'alive' || report.kind === 'end') this.#endCheck(report.id);
      if (report.kind === 'end' || report.kind === 'prepared') this.#listeners.delete(report.id);
      listener?.(report);
    }
  }

  #deliverReads({ from, to }: ReadsReport, { reads, bytes }: TimingBatch): void {
    for (let index = from; index < to; index++) {
      // No destructuring: its iterator costs more than the rest of this loop.
      const at = index * readFields;
      const id = reads[at] ?? 0;
      const atMs = reads[at + 1] ?? 0;
      this.#listeners.get(id)?.({
        kind: 'read',
        id,
        atMs,
        bytes: bytes.subarray(reads[at + 2], reads[at + 3]),
      });
    }
  }

  #endCheck(id: number): void {
    clearTimeout(this.#checks.get(id));
    this.#checks.delete(id);
  }

  #die(): void {
    this.isAlive = false;
    for (const timer of this.#checks.values()) clearTimeout(timer);
    this.#checks.clear();
    const orphans = [...this.#listeners.values()];
    this.#listeners.clear();
    for (const listener of orphans) listener({ kind: 'crashed', detail: this.#deathCause });
  }
}
