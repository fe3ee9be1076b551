import { columnsOf } from './columns.js';
import { intervalsOf } from './intervals.js';
import { measure, weightsOf } from './measure.js';
import { poolOf, type Pool } from './pool.js';
import type { Profile } from './profile.js';
import type { ScoreName } from './replicate.js';
import type { ScoreInput } from './score-input.js';
import type { Score, Scores } from './scores.js';

export interface ScoreOptions {
  readonly profile: Profile;
  /** The suite's digest and `--seed`; the profile's digest is added here. Seeds the intervals and nothing else. */
  readonly seed: readonly (string | number)[];
}

/**
 * All six scores of a run (METHODOLOGY section 5). A dimension is null where something it is declared over was not
 * measured: Quality and Modality with one of their categories or kinds, Speed, Cost and Streaming with any category,
 * the composite with any dimension. The order of categories, tasks and attempts changes no bit.
 */
export function scoreRun(input: ScoreInput, options: ScoreOptions): Scores {
  return scorePool(poolOf(input, options.profile), options);
}

/** `scoreRun`, where the pool is at hand. */
export function scorePool(pool: Pool, { profile, seed }: ScoreOptions): Scores {
  const columns = columnsOf(pool);
  const weights = weightsOf(pool);
  const values = measure(weights, columns, profile);
  const intervals = intervalsOf({ pool, columns, weights, profile, seed });

  function score(name: ScoreName): Score | null {
    const value = values[name];
    if (value === null) return null;
    const { low, high } = intervals.get(name) ?? { low: null, high: null };
    // Sums of rounded shares may miss 0 or 100 by their last digit.
    return { value: Math.min(100, Math.max(0, value)), low, high };
  }
  return {
    composite: score('composite'),
    quality: score('quality'),
    speed: score('speed'),
    cost: score('cost'),
    streaming: score('streaming'),
    modality: score('modality'),
  };
}
