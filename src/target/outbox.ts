import type { MessagePort } from 'node:worker_threads';
import { readFields, type ReadsReport, type TimingBatch, type TimingReport } from './timing-messages.js';

/**
 * Reads wait this long for others before they are handed over. Their stamps are made, so that costs no accuracy, and
 * waking the main thread costs more than reading what it is woken for.
 */
const gatherMs = 20;
/** So much waits for nothing: an endless response must meet its limit soon, and a large message holds up stamps. */
const gatherBytes = 2 ** 18;
const gatherReads = 1_024;

type OpenRun = { -readonly [Key in keyof ReadsReport]: ReadsReport[Key] };

/**
 * Collects what happened and posts it as one message, its reads as numbers and its bytes packed into one buffer, both
 * handed over, not copied. Reads are gathered for a moment; whatever else happens goes out in the same turn of the event
 * loop, with all before it.
 */
export class Outbox {
  readonly #port: MessagePort;
  #reports: TimingReport[] = [];
  #reads: number[] = [];
  #run: OpenRun | undefined;
  #chunks: Uint8Array[] = [];
  #size = 0;
  #gathering: NodeJS.Timeout | undefined;
  #isFlushing = false;

  constructor(port: MessagePort) {
    this.#port = port;
  }

  add(report: TimingReport): void {
    this.#reports.push(report);
    this.#run = undefined;
    this.#flushSoon();
  }

  /** A new read; more bytes of the same one go through `extend`. */
  addRead(id: number, atMs: number, chunk: Uint8Array): void {
    const index = this.#reads.length / readFields;
    if (this.#run === undefined) this.#reports.push((this.#run = { kind: 'reads', from: index, to: index }));
    this.#run.to = index + 1;
    this.#reads.push(id, atMs, this.#size, this.#size);
    this.#gathering ??= setTimeout(() => this.flush(), gatherMs);
    if (index >= gatherReads) this.#flushSoon();
    this.extend(chunk);
  }

  /** Only in the very turn of `addRead`, before any other read: the bytes of a read lie in one piece. */
  extend(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    this.#reads[this.#reads.length - 1] = this.#size;
    if (this.#size > gatherBytes) this.#flushSoon();
  }

  flush(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    if (this.#reports.length === 0) return;
    const bytes = new Uint8Array(this.#size);
    let at = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    const reads = Float64Array.from(this.#reads);
    const batch: TimingBatch = { reports: this.#reports, reads, bytes };
    this.#reports = [];
    this.#reads = [];
    this.#run = undefined;
    this.#chunks = [];
    this.#size = 0;
    this.#port.postMessage(batch, [reads.buffer, bytes.buffer]);
  }

  #flushSoon(): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    setImmediate(() => {
      this.#isFlushing = false;
      this.flush();
    });
  }
}
