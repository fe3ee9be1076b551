import { lookLevels } from '../stats/alpha-spending.js';

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

/**
 * Of the level, what a gate spends on the recorded runs where it will measure anew if they cannot decide, and what is left
 * for the new ones: two stages share 0.05.
 */
export const stageShare = 0.5;

/** Of the look at this index. RangeError where there is none. */
export function levelAt(looks: readonly number[], index: number): number {
  const level = lookLevels(looks)[index];
  if (level === undefined) throw new RangeError(`there is no look ${index}`);
  return level;
}
