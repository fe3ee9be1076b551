import { rngFrom } from '../lib/rng.js';
import { fewestClusters, studentisedIntervals } from '../stats/cluster-bootstrap.js';
import type { Interval } from '../stats/interval.js';
import { clustersOf } from './clusters.js';
import type { Columns } from './columns.js';
import type { DimensionWeights } from './measure.js';
import type { Pool, PooledCategory } from './pool.js';
import { profileDigest, type Profile } from './profile.js';
import { Replicate, scoreNames, type ScoreName } from './replicate.js';

export interface IntervalInput {
  readonly pool: Pool;
  readonly columns: Columns;
  readonly weights: DimensionWeights;
  readonly profile: Profile;
  readonly seed: readonly (string | number)[];
}

/**
 * 95 % intervals of all six scores, clipped to 0-100; undefined where there is none (`studentisedIntervals` has the
 * method).
 *
 * The strata are the categories, a cluster is a template with its pairs. A replicate is nothing but other task weights:
 * each task's weight times the copies of its cluster, scaled so that every category keeps its total. Quality's weights
 * are equal over quality categories, Modality's over kinds, those of Speed, Cost and Streaming over all categories;
 * every score, the bands of Speed and the composite included, is a function of such weights (`measure`), and the six
 * share their draws. Scaling by category (not by kind) keeps Modality defined in a replicate
 * that drew no task of a kind, at the price of an interval that is rather too wide.
 *
 * A score has no interval where one of the categories it rests on has under 5 counted tasks, or under 3 clusters, from
 * which no spread can be measured.
 */
export function intervalsOf({
  pool,
  columns,
  weights,
  profile,
  seed,
}: IntervalInput): ReadonlyMap<ScoreName, Interval> {
  const { strata, clusterOf } = clustersOf(pool);
  const isLarge = (category: PooledCategory, index: number) =>
    category.end - category.start >= profile.interval.fewestTasks && (strata[index] ?? 0) >= fewestClusters;
  const small = pool.categories.filter((category, index) => !isLarge(category, index));
  const wanted = scoreNames.filter((name) => small.every((category) => !restsOn(name, category)));
  if (wanted.length === 0) return new Map();

  const intervals = studentisedIntervals({
    strata,
    outputs: scoreNames.length,
    rng: rngFrom('score interval', ...seed, profileDigest(profile)),
    replicates: profile.interval.replicates,
    confidence: profile.interval.confidence,
    statistic: new Replicate({ strata, clusterOf, columns, weights, profile }),
  });
  const found = scoreNames.map((name, index) => [name, intervals[index]] as const);
  return new Map(
    found.flatMap(([name, interval]) =>
      interval !== undefined && wanted.includes(name) ? [[name, clip(interval)]] : [],
    ),
  );
}

function restsOn(name: ScoreName, { feeds }: PooledCategory): boolean {
  return name === 'quality' || name === 'modality' ? feeds === name : true;
}

function clip({ low, high }: Interval): Interval {
  return { low: Math.max(0, low), high: Math.min(100, high) };
}
