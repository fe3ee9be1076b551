import type { Clock } from '../lib/clock.js';

/** Resolves when the next request may leave; rejects with the signal's reason. */
export type TakeTurn = (signal?: AbortSignal) => Promise<void>;

/** At most `perSecond` turns a second, evenly apart; undefined: as they come. */
export function turnsAt(perSecond: number | undefined, clock: Clock): TakeTurn {
  if (perSecond === undefined) return () => Promise.resolve();
  const apartMs = 1_000 / perSecond;
  let freeAtMs = -Infinity;
  return async (signal) => {
    const nowMs = clock.nowMs();
    const atMs = Math.max(nowMs, freeAtMs);
    freeAtMs = atMs + apartMs;
    if (atMs <= nowMs) return;
    await clock.sleep(atMs - nowMs, signal).catch((problem: unknown) => {
      signal?.throwIfAborted();
      throw problem;
    });
  };
}
