import { fewestClusters } from './cluster-bootstrap.js';
import type { PairedSample } from './paired-sample.js';

/**
 * The sample with all strata of under three clusters made one, with the next smallest added until it has three. Such
 * "collapsed strata" (Cochran 1977, 5A.12) count differences between the strata as spread: too wide rather than too narrow.
 * Sizes are made parts of their stratum first, so that strata of equal weight stay so.
 */
export function joinSmallStrata(sample: PairedSample): Required<PairedSample> {
  const all = strataOf(sample);
  const bySize = all.toSorted((left, right) => left.effects.length - right.effects.length);
  const joined: Stratum[] = [];
  for (const stratum of bySize) {
    const isSmall = stratum.effects.length < fewestClusters;
    const needsMore = joined.length > 0 && countOf(joined) < fewestClusters;
    if (isSmall || needsMore) joined.push(stratum);
  }
  const kept = all.filter((stratum) => !joined.includes(stratum));
  const groups = [...kept.map((stratum) => [stratum]), joined].filter((group) => group.length > 0);
  return {
    strata: groups.map(countOf),
    effects: concatenated(groups.flat().map(({ effects }) => effects)),
    sizes: concatenated(groups.flat().map(({ sizes }) => sizes)),
  };
}

interface Stratum {
  readonly effects: Float64Array;
  /** Total 1. */
  readonly sizes: Float64Array;
}

function strataOf({ effects, strata, sizes }: PairedSample): readonly Stratum[] {
  let start = 0;
  return strata.flatMap((clusters): Stratum[] => {
    const own = effects.subarray(start, start + clusters);
    const ownSizes = sizes?.subarray(start, start + clusters) ?? new Float64Array(clusters).fill(1);
    const total = ownSizes.reduce((sum, size) => sum + size, 0);
    start += clusters;
    return clusters === 0 ? [] : [{ effects: own, sizes: ownSizes.map((size) => size / total) }];
  });
}

function countOf(strata: readonly Stratum[]): number {
  return strata.reduce((sum, { effects }) => sum + effects.length, 0);
}

function concatenated(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const part of parts) {
    all.set(part, start);
    start += part.length;
  }
  return all;
}
