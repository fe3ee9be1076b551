/**
 * The only clock a guest sees. It begins at the same moment in every run, goes on by a millisecond each time it is read and
 * by as much as the guest sleeps, and so says nothing of the host's time: equal programs see equal times.
 */
export interface GuestClock {
  /** Milliseconds since 1970. */
  readonly readMs: () => number;
  /** Never goes back. */
  readonly sleepUntil: (ms: number) => void;
  /** Back to the start, for the next program. */
  readonly restart: () => void;
}

const startMs = Date.UTC(2025, 0, 1);
const stepMs = 1;

export function openGuestClock(): GuestClock {
  let nowMs = startMs;
  return {
    readMs: () => (nowMs += stepMs),
    sleepUntil(ms) {
      if (ms > nowMs) nowMs = Math.min(ms, Number.MAX_SAFE_INTEGER);
    },
    restart: () => (nowMs = startMs),
  };
}
