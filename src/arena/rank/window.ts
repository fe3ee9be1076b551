import { arenaRank, type BoardWindow } from './rank-profile.js';

/** Attempts that ended after `fromMs` and up to `toMs` are in the window: (now - length, now]. */
export function windowRange(window: BoardWindow, nowMs: number): { fromMs: number; toMs: number } {
  const length = arenaRank.windowMs[window];
  return { fromMs: length === null ? -Infinity : nowMs - length, toMs: nowMs };
}
