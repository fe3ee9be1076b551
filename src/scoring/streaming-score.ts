import { weighted, type Columns } from './columns.js';
import type { TaskWeights } from './weights.js';

/** 100 x sum of a v u, u the streaming utility of the attempt's worst exchange. */
export function streamingScore(weights: TaskWeights, { streaming }: Columns): number {
  return 100 * weighted(weights, streaming);
}
