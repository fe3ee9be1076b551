import { Worker } from 'node:worker_threads';
import { workerUrl } from '../lib/worker-url.js';
import { sharedClockAnchorMs } from './shared-clock.js';
import type { SendOrder, TimingBatch, TimingOrder, TimingReport, TimingSettings } from './timing-messages.js';

/** What a request hears of itself, in order; `end` or `crashed` is the last. */
export type TransportEvent =
  | Exclude<TimingReport, { kind: 'read' }>
  | { readonly kind: 'read'; readonly id: number; readonly atMs: number; readonly bytes: Uint8Array }
  /** The worker died: ours, not the miner's. */
  | { readonly kind: 'crashed'; readonly detail: string };

export type TransportListener = (event: TransportEvent) => void;

/** A worker that has not answered a check for this long is dead. */
const checkPatienceMs = 10_000;

/** The main thread's end of the timing worker. A worker that dies takes its requests with it; the next request starts another. */
export class TimingTransport implements AsyncDisposable {
  readonly #settings: TimingSettings;
  readonly #worker: URL;
  #running: RunningWorker | undefined;
  #nextId = 1;
  #isClosed = false;

  private constructor(settings: TimingSettings, worker: URL) {
    this.#settings = settings;
    this.#worker = worker;
  }

  /** Resolves when the worker is up. Rejects where it cannot start, which is a bug or a broken installation. */
  static async open(
    settings: Omit<TimingSettings, 'mainAnchorMs'>,
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
  #deathCause = 'the timing worker ended';
  isAlive = true;

  constructor(file: URL, settings: TimingSettings) {
    this.#thread = new Worker(file, { workerData: settings, execArgv: [] });
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

  send(order: SendOrder, listener: TransportListener): void {
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

  #deliver({ reports, bytes }: TimingBatch): void {
    for (const report of reports) {
      const listener = this.#listeners.get(report.id);
      if (report.kind === 'alive' || report.kind === 'end') this.#endCheck(report.id);
      if (report.kind === 'end') this.#listeners.delete(report.id);
      if (report.kind !== 'read') listener?.(report);
      else {
        const { kind, id, atMs, start, end } = report;
        listener?.({ kind, id, atMs, bytes: bytes.subarray(start, end) });
      }
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
