import { weighted, type Columns } from './columns.js';
import type { TaskWeights } from './weights.js';

/**
 * 100 x sum of weight x q. Under `qualityWeights` it is Quality, the mean over categories of the mean over tasks of the
 * mean over attempts; under `modalityWeights` it is Modality, the mean over kinds of the mean over tasks.
 */
export function qualityScore(weights: TaskWeights, { quality }: Columns): number {
  return 100 * weighted(weights, quality);
}
