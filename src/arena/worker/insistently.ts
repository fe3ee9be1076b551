import type { Clock } from '../../lib/clock.js';

const waitsMs = [1_000, 2_000, 4_000, 8_000, 15_000];

/** For what must not be lost because the store is away for a moment: tries for half a minute, then rejects as the last try did. */
export async function insistently<T>(clock: Clock, act: () => Promise<T>): Promise<T> {
  for (const waitMs of waitsMs) {
    try {
      return await act();
    } catch {
      await clock.sleep(waitMs);
    }
  }
  return act();
}
