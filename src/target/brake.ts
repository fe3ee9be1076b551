import type { Backlog } from './backlog.js';

/** More than any honest response is ahead of us; a flood is within milliseconds. */
const highBytes = 16 * 2 ** 20;
const lowBytes = 4 * 2 ** 20;
const lookMs = 2;

/** What can be held back: undici's controller of a response. */
export interface Holdable {
  pause(): void;
  resume(): void;
}

/**
 * Holds responses back while the main thread is too far behind, so that a flood fills no memory. What a held response
 * brings is stamped late; it is no lag of ours to tell of, or a miner could spoil a run by flooding it.
 */
export class Brake {
  readonly #backlog: Backlog;
  readonly #held = new Set<Holdable>();
  #timer: NodeJS.Timeout | undefined;

  constructor(backlog: Backlog) {
    this.#backlog = backlog;
  }

  /** The response has brought so many bytes more. */
  passed(bytes: number, response: Holdable): void {
    if (this.#backlog.add(bytes) <= highBytes || this.#held.has(response)) return;
    response.pause();
    this.#held.add(response);
    this.#timer ??= setInterval(() => this.#look(), lookMs);
  }

  #look(): void {
    if (this.#backlog.bytes > lowBytes) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    for (const response of this.#held) response.resume();
    this.#held.clear();
  }
}
