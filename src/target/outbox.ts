import type { MessagePort } from 'node:worker_threads';
import type { ReadReport, TimingBatch, TimingReport } from './timing-messages.js';

type OpenRead = { -readonly [Key in keyof ReadReport]: ReadReport[Key] };

/**
 * Collects what happened in one turn of the event loop and posts it as one message, its bytes packed into one buffer
 * that is handed over, not copied: at hundreds of streams a message for every read would cost more than the reads.
 */
export class Outbox {
  readonly #port: MessagePort;
  #reports: TimingReport[] = [];
  #chunks: Uint8Array[] = [];
  #size = 0;
  #isScheduled = false;

  constructor(port: MessagePort) {
    this.#port = port;
  }

  add(report: TimingReport): void {
    this.#reports.push(report);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.flush());
  }

  /** A new read; more bytes of the same one go through `extend`. */
  addRead(id: number, atMs: number, chunk: Uint8Array): OpenRead {
    const read: OpenRead = { kind: 'read', id, atMs, start: this.#size, end: this.#size };
    this.add(read);
    this.extend(read, chunk);
    return read;
  }

  /** Only in the very turn of `addRead`, before any other read: the bytes of a read lie in one piece. */
  extend(read: OpenRead, chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    read.end = this.#size;
  }

  flush(): void {
    this.#isScheduled = false;
    if (this.#reports.length === 0) return;
    const bytes = new Uint8Array(this.#size);
    let at = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    const batch: TimingBatch = { reports: this.#reports, bytes };
    this.#reports = [];
    this.#chunks = [];
    this.#size = 0;
    this.#port.postMessage(batch, [bytes.buffer]);
  }
}
