import type { Columns } from './columns.js';
import { composite, type DimensionValues } from './composite.js';
import { costScore } from './cost.js';
import type { Profile } from './profile.js';
import { qualityScore } from './quality.js';
import { speedScore, speedTerms } from './speed.js';
import { streamingScore } from './streaming-score.js';
import type { TaskLayout } from './task-layout.js';
import { efficiencyWeights, modalityWeights, qualityWeights, type TaskWeights } from './weights.js';

/** The three sets of weights under which the six scores are taken; undefined: not measured. */
export interface DimensionWeights {
  readonly quality: TaskWeights | undefined;
  readonly efficiency: TaskWeights | undefined;
  readonly modality: TaskWeights | undefined;
}

export function weightsOf(pool: TaskLayout): DimensionWeights {
  return {
    quality: qualityWeights(pool),
    efficiency: efficiencyWeights(pool),
    modality: modalityWeights(pool),
  };
}

export type ScoreValues = DimensionValues & { readonly composite: number | null };

/** Every score as a function of nothing but the tasks' weights: the estimate and each replicate of it go through here. */
export function measure(
  { quality, efficiency, modality }: DimensionWeights,
  columns: Columns,
  profile: Profile,
): ScoreValues {
  const values = {
    quality: quality ? qualityScore(quality, columns) : null,
    speed: efficiency ? speedScore(speedTerms(efficiency, columns, profile), profile) : null,
    cost: efficiency ? costScore(efficiency, columns) : null,
    streaming: efficiency ? streamingScore(efficiency, columns) : null,
    modality: modality ? qualityScore(modality, columns) : null,
  };
  return { ...values, composite: composite(values, profile) };
}
