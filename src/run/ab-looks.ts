import { lookLevels } from '../stats/alpha-spending.js';
import type { RunResult } from '../results/run-result.js';
import type { Sides } from './ab-sides.js';

/** A moment at which a pair is compared, to end there or to go on with more repeats. */
export interface PairLook {
  /** From 0. */
  readonly index: number;
  readonly isLast: boolean;
  /** Attempts a task, on each side. */
  readonly repeat: number;
  /** One-sided level to decide at, so that all looks together keep to 0.05. */
  readonly level: number;
  readonly results: Sides<RunResult>;
}

/** Enough to end early where the case is clear; each further one costs power. */
const mostLooks = 4;

/**
 * The repeats after which is looked: at most four, evenly from `repeat` to `maxRepeat` (3 and 10: 3, 5, 7, 10). They are
 * fixed before anything is measured, as alpha spending needs it. One where there is nothing between the two.
 */
export function plannedLooks(repeat: number, maxRepeat: number): readonly number[] {
  const steps = mostLooks - 1;
  const looks = Array.from({ length: mostLooks }, (_, step) =>
    Math.floor(repeat + (step * Math.max(0, maxRepeat - repeat)) / steps),
  );
  return [...new Set(looks)];
}

/** Of the look at this index. RangeError where there is none. */
export function levelAt(looks: readonly number[], index: number): number {
  const level = lookLevels(looks)[index];
  if (level === undefined) throw new RangeError(`there is no look ${index}`);
  return level;
}
