import { fewestClusters, mostDrawn } from './cluster-bootstrap.js';
import type { EffectTest } from './effect-test.js';
import { joinSmallStrata } from './join-small-strata.js';
import { PairedBootstrap } from './paired-bootstrap.js';
import type { PairedSample, PairedTestOptions } from './paired-sample.js';
import { fewestDecisive } from './sign-flip.js';
import { quantile } from './quantile.js';
import { sortSamples } from './sorted-samples.js';
import { studentQuantile } from './student-t.js';

export type EffectSpread = Pick<EffectTest, 'interval' | 'lowerBound' | 'upperBound'>;

const confidence = 0.95;
const defaultReplicates = 2_000;
/** As in `studentisedIntervals`: with more replicates lost, the rest is biased. */
const mostDropped = 0.05;

/**
 * Interval and one-sided bounds of a sum of cluster effects: the studentised stratified bootstrap of
 * `studentisedIntervals`, in the closed form that a sum allows. Other than there, strata of under three clusters are not
 * held as they are, which would claim too narrow an interval, but joined to one (`joinSmallStrata`).
 *
 * Where over 5 % of the replicates have no spread (few tasks changed at all), and over 1 000 clusters, t is taken from
 * Student's distribution, its degrees of freedom by Satterthwaite. Where no cluster differs from the others of its
 * stratum, the interval is the effect alone, from five clusters on: of fewer no harm could ever be significant, so that
 * their being alike must not prove that there is none. None under three clusters: the bounds are infinite.
 */
export function pairedInterval(
  sample: PairedSample,
  { rng, level = 0.05, replicates = defaultReplicates }: PairedTestOptions,
): EffectSpread {
  if (sample.effects.length < fewestClusters) return unbounded;
  const bootstrap = new PairedBootstrap(joinSmallStrata(sample));
  const { value, error } = bootstrap.estimate;
  if (error === 0) {
    if (sample.effects.length < fewestDecisive) return unbounded;
    return { interval: { low: value, high: value }, lowerBound: value, upperBound: value };
  }

  const ts = sample.effects.length > mostDrawn ? [] : bootstrap.drawTs(rng, replicates);
  const sorted = sortSamples(ts);
  const isBiased = ts.length === 0 || ts.length < replicates * (1 - mostDropped);
  const t = (q: number) =>
    isBiased ? studentQuantile(q, bootstrap.degreesOfFreedom) : (quantile(sorted, q) ?? NaN);
  return {
    interval: {
      low: Math.min(value, value - error * t((1 + confidence) / 2)),
      high: Math.max(value, value - error * t((1 - confidence) / 2)),
    },
    lowerBound: Math.min(value, value - error * t(1 - level)),
    upperBound: Math.max(value, value - error * t(level)),
  };
}

const unbounded: EffectSpread = { interval: undefined, lowerBound: -Infinity, upperBound: Infinity };
