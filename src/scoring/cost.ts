import { weighted, type Columns } from './columns.js';
import type { TaskWeights } from './weights.js';

/** 100 x sum of a v L(kappa / target; 0.25, 20): dollars count only where the answer was right. */
export function costScore(weights: TaskWeights, { cost }: Columns): number {
  return 100 * weighted(weights, cost);
}
