import { weighted, type Columns } from './columns.js';
import type { Profile } from './profile.js';
import type { TaskWeights } from './weights.js';

/** The three terms of Speed, 0 to 1, and what they are made of. */
export interface SpeedTerms {
  /** g: sum of a v. */
  readonly credit: number;
  /** Sum of a v u. */
  readonly first: number;
  /** g B(.25, .75): the middle half of lifecycles. */
  readonly middle: number;
  /** g B(.90, 1): the slowest tenth. */
  readonly tail: number;
}

export interface Band {
  readonly from: number;
  readonly to: number;
}

/** B(lo, hi): mean of L(rho) over that part of the total weight, attempts from fast to slow, those without credit last. */
export function speedTerms(weights: TaskWeights, columns: Columns, { bands }: Profile): SpeedTerms {
  const { task, share, utility } = columns.byRatio;
  const credit = weighted(weights, columns.credit);
  let [start, middle, tail] = [0, 0, 0];
  for (let index = 0; index < task.length; index++) {
    const value = utility[index] ?? 0;
    // Sorted by rho, so once L is 0 it stays 0 and adds nothing more.
    if (value === 0) break;
    const end = start + (weights[task[index] ?? 0] ?? 0) * (share[index] ?? 0);
    middle += value * overlap(start, end, bands.middle);
    tail += value * overlap(start, end, bands.tail);
    start = end;
  }
  return {
    credit,
    first: weighted(weights, columns.first),
    middle: (credit * middle) / (bands.middle.to - bands.middle.from),
    tail: (credit * tail) / (bands.tail.to - bands.tail.from),
  };
}

/** How much of [start, end) lies in the band. */
export function overlap(start: number, end: number, { from, to }: Band): number {
  return Math.max(0, Math.min(end, to) - Math.max(start, from));
}

/** 100 x (0.40 first + 0.50 middle + 0.10 tail). */
export function speedScore({ first, middle, tail }: SpeedTerms, { speedMix }: Profile): number {
  return 100 * (speedMix.first * first + speedMix.middle * middle + speedMix.tail * tail);
}

/** Absorbs the rounding of a sum of weights. */
const slack = 1e-9;

/** The smallest rho at which the weight of the attempts so far reaches `share`; Infinity among those without credit. */
export function ratioAt(share: number, weights: TaskWeights, { byRatio }: Columns): number {
  let reached = 0;
  for (const [index, ratio] of byRatio.ratio.entries()) {
    reached += (weights[byRatio.task[index] ?? 0] ?? 0) * (byRatio.share[index] ?? 0);
    if (reached >= share - slack) return ratio;
  }
  return Infinity;
}
