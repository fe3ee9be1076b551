import type { Clock } from '../../lib/clock.js';

/**
 * Says within one process that something happened, so that a loop need not wait for its next look at the store. Nothing
 * depends on it: what is rung for stands in the store, and on another machine it is found by looking.
 */
export class Bell {
  readonly #clock: Clock;
  readonly #waiting = new Set<AbortController>();
  #rings = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How often it rang: take it before looking at the store, so that a ring during the look is not missed. */
  get rings(): number {
    return this.#rings;
  }

  ring(): void {
    this.#rings += 1;
    for (const waiting of this.#waiting) waiting.abort();
    this.#waiting.clear();
  }

  /** Resolves after `ms`, or as soon as it has rung more than `since` times. Rejects with the signal's reason. */
  async wait(
    { since, ms }: { readonly since: number; readonly ms: number },
    signal: AbortSignal,
  ): Promise<void> {
    signal.throwIfAborted();
    if (this.#rings > since) return;
    // Not AbortSignal.any: this is done every second for weeks, and each would hang on the long-lived signal.
    const woken = new AbortController();
    const wake = () => {
      woken.abort();
    };
    signal.addEventListener('abort', wake);
    this.#waiting.add(woken);
    try {
      await this.#clock.sleep(ms, woken.signal);
    } catch (problem) {
      signal.throwIfAborted();
      if (!woken.signal.aborted) throw problem;
    } finally {
      signal.removeEventListener('abort', wake);
      this.#waiting.delete(woken);
    }
  }
}
