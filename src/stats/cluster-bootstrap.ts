import type { Rng } from '../lib/rng.js';
import type { Interval } from './interval.js';
import { quantile } from './quantile.js';
import { sortSamples } from './sorted-samples.js';
import { studentQuantile } from './student-t.js';

/**
 * Values of some functionals of a weighted sample, NaN where one is not defined. Must depend on the proportions within
 * a stratum alone.
 */
export interface Statistic {
  /** Of the sample that holds cluster k `copies[k]` times, written into `out`. */
  readonly of: (copies: Float64Array, out: Float64Array) => void;
  /** Of the sample last given to `of`, less one copy of a cluster that is in it. Called once for each: make it quick. */
  readonly without: (cluster: number, out: Float64Array) => void;
}

export interface BootstrapOptions {
  /** Clusters in each stratum; clusters are numbered through, stratum after stratum. */
  readonly strata: readonly number[];
  readonly statistic: Statistic;
  /** How many functionals the statistic has. */
  readonly outputs: number;
  readonly rng: Rng;
  readonly replicates: number;
  readonly confidence?: number;
}

/** A stratum of fewer clusters cannot be drawn from and have its spread measured; it is held as it is. */
export const fewestClusters = 3;
/** Beyond so many clusters t is Student's to well within the spread of 2 000 replicates, which would take minutes. */
export const mostDrawn = 1_000;
/** At most this share of replicates may be lost before an interval would be drawn from a biased rest. */
const mostDropped = 0.05;
/** A spread below this part of the estimate's size is rounding, not variance. */
const noSpread = 1e-11;

/**
 * Studentised (bootstrap-t) intervals for functionals of a stratified cluster sample, all from the same draws.
 *
 * Draw: from each stratum of n clusters, n - 1 with replacement. Rao and Wu (1988) give a cluster drawn m times the weight
 * m n / (n - 1); the factor is the same for a whole stratum, so a statistic of proportions takes the plain m.
 * n - 1 draws, not n, make the spread of the replicates unbiased: s^2 / n for a mean.
 *
 * Studentise: t = (value of the replicate - estimate) / its own standard error, by the delete-one jackknife over that
 * sample's draws: sum over strata of (N - 1) / N x sum over the N draws of (value without it - value)^2. A cluster
 * drawn m times is m draws: deleting all its copies at once would about double the variance and make every interval
 * too short. The estimate's own error is the same jackknife with each cluster drawn once.
 * The interval is estimate - t(97.5 %) x error to estimate - t(2.5 %) x error, stretched to the estimate where the
 * t's all lie on one side of 0.
 *
 * Over 1 000 clusters the t's are not drawn but Student's, with clusters - strata degrees of freedom.
 * Replicates without spread are dropped; undefined for a functional that loses over 5 % of them, or has no spread itself.
 */
export function studentisedIntervals(options: BootstrapOptions): (Interval | undefined)[] {
  const { strata, outputs, rng, replicates, confidence = 0.95 } = options;
  const jackknife = new Jackknife(options);
  const copies = new Float64Array(strata.reduce((sum, clusters) => sum + clusters, 0)).fill(1);
  const estimate = jackknife.measure(copies, (clusters) => clusters);

  if (copies.length > mostDrawn) {
    const t = studentQuantile((1 + confidence) / 2, copies.length - strata.length);
    return estimate.map((measured) =>
      hasSpread(measured)
        ? { low: measured.value - t * measured.error, high: measured.value + t * measured.error }
        : undefined,
    );
  }
  const ts = Array.from({ length: outputs }, (): number[] => []);
  for (let replicate = 0; replicate < replicates; replicate++) {
    drawCopies(strata, rng, copies);
    const drawn = jackknife.measure(copies, (clusters) => clusters - 1);
    for (const [output, list] of ts.entries()) {
      const { value = NaN, error = NaN } = drawn[output] ?? {};
      if (hasSpread({ value, error })) list.push((value - (estimate[output]?.value ?? NaN)) / error);
    }
  }
  return ts.map((list, output) => {
    const { value = NaN, error = NaN } = estimate[output] ?? {};
    if (list.length < replicates * (1 - mostDropped) || !hasSpread({ value, error })) return undefined;
    const sorted = sortSamples(list);
    const reach = (q: number) => value - error * (quantile(sorted, q) ?? NaN);
    return {
      low: Math.min(value, reach((1 + confidence) / 2)),
      high: Math.max(value, reach((1 - confidence) / 2)),
    };
  });
}

interface Measured {
  readonly value: number;
  /** Jackknife standard error. */
  readonly error: number;
}

function hasSpread({ value, error }: Measured): boolean {
  return error > noSpread * Math.max(1, Math.abs(value));
}

/** `strata[c] - 1` clusters of stratum c, drawn with replacement; strata too small for that stay whole. */
function drawCopies(strata: readonly number[], rng: Rng, copies: Float64Array): void {
  let start = 0;
  for (const clusters of strata) {
    const isDrawn = clusters >= fewestClusters;
    copies.fill(isDrawn ? 0 : 1, start, start + clusters);
    for (let draw = isDrawn ? 1 : clusters; draw < clusters; draw++) {
      const drawn = start + rng.int(clusters);
      copies[drawn] = (copies[drawn] ?? 0) + 1;
    }
    start += clusters;
  }
}

class Jackknife {
  readonly #options: Pick<BootstrapOptions, 'strata' | 'statistic' | 'outputs'>;
  readonly #without: Float64Array;

  constructor(options: Pick<BootstrapOptions, 'strata' | 'statistic' | 'outputs'>) {
    this.#options = options;
    this.#without = new Float64Array(options.outputs);
  }

  /** Value and error of each functional for the sample `copies`; `drawsOf` tells a stratum's draws from its clusters. */
  measure(copies: Float64Array, drawsOf: (clusters: number) => number): Measured[] {
    const { strata, statistic, outputs } = this.#options;
    const values = new Float64Array(outputs);
    const variances = new Float64Array(outputs);
    statistic.of(copies, values);
    let start = 0;
    for (const clusters of strata) {
      if (clusters >= fewestClusters) {
        const draws = drawsOf(clusters);
        this.#addVariance(
          { copies, start, end: start + clusters, factor: (draws - 1) / draws },
          values,
          variances,
        );
      }
      start += clusters;
    }
    return Array.from(values, (value, output) => ({ value, error: Math.sqrt(variances[output] ?? NaN) }));
  }

  #addVariance(stratum: StratumRange, values: Float64Array, variances: Float64Array): void {
    const { copies, start, end, factor } = stratum;
    const without = this.#without;
    for (let cluster = start; cluster < end; cluster++) {
      const drawn = copies[cluster] ?? 0;
      if (drawn === 0) continue;
      this.#options.statistic.without(cluster, without);
      for (let output = 0; output < variances.length; output++) {
        const change = (without[output] ?? NaN) - (values[output] ?? NaN);
        variances[output] = (variances[output] ?? NaN) + factor * drawn * change * change;
      }
    }
  }
}

interface StratumRange {
  readonly copies: Float64Array;
  readonly start: number;
  readonly end: number;
  readonly factor: number;
}
