import type { PlacedPack } from './gather.js';
import { bucketCounts, type WantedQuantile } from './order-statistics.js';
import { shownBucket, shownEdges, type ValueMetric } from './value-buckets.js';
import { valueMetrics } from './value-pack.js';

export const statQuantiles = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99] as const;

/** Exact: every quantile is a value that was measured (the smallest that so great a share did not exceed). */
export interface Distribution {
  /** Attempts whose value is known. */
  readonly n: number;
  /** Undefined where n is 0. */
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly quantiles: readonly {
    readonly q: (typeof statQuantiles)[number];
    readonly value: number | undefined;
  }[];
  /** `from` <= value < `to` in Renard's steps (value-buckets.ts), without gaps from the first that holds something to the last; `to` may be Infinity. */
  readonly histogram: readonly { readonly from: number; readonly to: number; readonly count: number }[];
}

type Distributions = Readonly<Record<ValueMetric, Distribution>>;

/** The smallest, the greatest, and those between. */
const asked = [0, ...statQuantiles, 1];

/** What `distributionOf` wants to know of an agent, in this order. */
export function wantedForDistributions(agent: string): readonly WantedQuantile[] {
  return valueMetrics.flatMap((metric) => asked.map((q) => ({ agent, metric, q })));
}

/** `found`: the answers to `wantedForDistributions`. */
export function distributionsOf(
  packs: readonly Pick<PlacedPack, 'histogram'>[],
  found: readonly (number | undefined)[],
): Distributions {
  const distribution = (metric: ValueMetric): Distribution => {
    const first = valueMetrics.indexOf(metric) * asked.length;
    const [min, ...values] = found.slice(first, first + asked.length);
    const counts = bucketCounts(packs, metric);
    return {
      n: counts.reduce((sum, count) => sum + count, 0),
      min,
      max: values.pop(),
      quantiles: statQuantiles.map((q, index) => ({ q, value: values[index] })),
      histogram: histogramOf(counts),
    };
  };
  return {
    latencyMs: distribution('latencyMs'),
    costUsd: distribution('costUsd'),
    tokens: distribution('tokens'),
    steps: distribution('steps'),
  };
}

/** `kept`: values in every kept bucket. */
function histogramOf(kept: readonly number[]): Distribution['histogram'] {
  const counts = new Map<number, number>();
  for (const [bucket, count] of kept.entries()) {
    const shown = shownBucket(bucket);
    if (count > 0) counts.set(shown, (counts.get(shown) ?? 0) + count);
  }
  const held = [...counts.keys()];
  const first = Math.min(...held);
  return Array.from({ length: held.length === 0 ? 0 : Math.max(...held) - first + 1 }, (_, index) => ({
    from: shownEdges[first + index - 1] ?? 0,
    to: shownEdges[first + index] ?? Infinity,
    count: counts.get(first + index) ?? 0,
  }));
}
