/**
 * Bytes that the timing worker has read and the main thread has not yet taken over, counted in memory that both share.
 * It is what keeps a response that comes faster than it can be read from filling the memory.
 */
export class Backlog {
  readonly shared: SharedArrayBuffer;
  readonly #count: Int32Array;

  constructor(shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.shared = shared;
    this.#count = new Int32Array(shared);
  }

  get bytes(): number {
    return Atomics.load(this.#count, 0);
  }

  /** The worker has read so many; returns how many there are now. */
  add(bytes: number): number {
    return Atomics.add(this.#count, 0, bytes) + bytes;
  }

  /** The main thread has taken so many over. */
  take(bytes: number): void {
    Atomics.sub(this.#count, 0, bytes);
  }
}
