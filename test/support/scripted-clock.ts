import type { Clock } from '../../src/lib/clock.js';

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

/**
 * True time that moves only when it is told to: to the next moment somebody waits for. The calendar may jump meanwhile,
 * true time never does. Each process has a monotonic clock of its own (`process`), which begins anew with it.
 */
export class ScriptedClock {
  #nowMs = 0;
  #calendarMs: number;
  #sleepers: Sleeper[] = [];

  constructor(startsAt = Date.UTC(2026, 0, 5)) {
    this.#calendarMs = startsAt;
  }

  /** True ms since the script began. */
  get trueMs(): number {
    return this.#nowMs;
  }

  /** The calendar is set forward, or back if negative. */
  jump(ms: number): void {
    this.#calendarMs += ms;
  }

  /** Time goes on and wakes nobody: whoever was due wakes with the next `advance`. */
  freeze(ms: number): void {
    this.#nowMs += ms;
  }

  /** A clock as one process sees it. */
  process(): Clock {
    const bornMs = this.#nowMs;
    return {
      nowMs: () => this.#nowMs - bornMs,
      wall: () => new Date(this.#calendarMs + this.#nowMs),
      sleep: (ms, signal) => this.#sleep(ms, signal),
    };
  }

  /** Moves to the next moment that somebody waits for, at most to `untilMs`, and wakes one. False: nobody waits till then. */
  advance(untilMs = Infinity): boolean {
    const [next] = this.#sleepers;
    if (next === undefined || next.atMs > untilMs) {
      if (untilMs !== Infinity) this.#nowMs = Math.max(this.#nowMs, untilMs);
      return false;
    }
    this.#sleepers.shift();
    this.#nowMs = Math.max(this.#nowMs, next.atMs);
    next.wake();
    return true;
  }

  #sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(abortError());
        return;
      }
      const stop = () => {
        this.#sleepers = this.#sleepers.filter((one) => one !== sleeper);
        reject(abortError());
      };
      const sleeper: Sleeper = {
        atMs: this.#nowMs + Math.max(0, ms),
        wake: () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        },
      };
      signal?.addEventListener('abort', stop);
      const after = this.#sleepers.findIndex(({ atMs }) => atMs > sleeper.atMs);
      this.#sleepers.splice(after < 0 ? this.#sleepers.length : after, 0, sleeper);
    });
  }
}

/** As Node's own timers reject. */
function abortError(): Error {
  return new DOMException('The operation was aborted', 'AbortError');
}
