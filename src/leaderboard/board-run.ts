import type { ScoreCell } from './standings.js';

/** What the order of a board is made of: one official run. Times are UTC ms. */
export interface BoardRun {
  readonly id: string;
  readonly competitor: string;
  /** What decided order, variants and nonces: runs of one round share it, and only they can be paired. */
  readonly round: string;
  readonly repeats: number;
  readonly finishedAt: number;
  readonly composite: ScoreCell;
}

/** In the order in which they finished, whatever the order in which they were added. */
export function byFinish(left: BoardRun, right: BoardRun): number {
  return left.finishedAt - right.finishedAt || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0);
}
