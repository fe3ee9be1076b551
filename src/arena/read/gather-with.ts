import type { Database } from '../../store/database.js';
import { gather, type Gathered, type GatherQuestion } from './gather.js';
import { quantilesOf, type WantedQuantile } from './order-statistics.js';

export interface GatheredWith extends Gathered {
  /** In the order they were asked for; undefined: no values. */
  readonly quantiles: readonly (number | undefined)[];
}

/** Sums of a stretch and exact quantiles of the same attempts. */
export async function gatherWith(
  database: Database,
  asked: readonly WantedQuantile[],
  question: GatherQuestion,
): Promise<GatheredWith> {
  for (;;) {
    const gathered = await gather(database, question);
    const quantiles = await quantilesOf(database, asked, gathered.packs);
    if (quantiles !== undefined) return { ...gathered, quantiles };
  }
}
