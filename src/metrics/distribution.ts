import { failureAdjusted, isLowConfidence, quantile } from '../stats/quantile.js';
import { sortSamples, type SortedSamples } from '../stats/sorted-samples.js';

const quantiles = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;
type QuantileName = keyof typeof quantiles;

/** A metric over many samples, as the result holds it; null = not measured. */
export interface Distribution {
  n: number;
  mean: number | null;
  min: number | null;
  p50: number | null;
  p90: number | null;
  p95: number | null;
  p99: number | null;
  max: number | null;
  /** Nearest rank with each failure as +Infinity; null where failures reach the rank. */
  adjP50: number | null;
  adjP95: number | null;
  /** The quantiles with n(1 - q) < 10. */
  lowConfidence: QuantileName[];
}

/** Exact quantiles (type 7) of pooled raw samples. `failures`: how many tries gave no sample because they failed. */
export function distribution(values: readonly number[], failures: number): Distribution {
  const samples = sortSamples(values);
  const n = samples.length;
  const at = (q: number) => quantile(samples, q) ?? null;
  const adjusted = (q: number) => finite(failureAdjusted(samples, failures, q));
  return {
    n,
    mean: mean(samples),
    min: at(0),
    p50: at(quantiles.p50),
    p90: at(quantiles.p90),
    p95: at(quantiles.p95),
    p99: at(quantiles.p99),
    max: at(1),
    adjP50: adjusted(quantiles.p50),
    adjP95: adjusted(quantiles.p95),
    lowConfidence: namesOfQuantiles().filter((name) => n > 0 && isLowConfidence(n, quantiles[name])),
  };
}

function namesOfQuantiles(): QuantileName[] {
  return ['p50', 'p90', 'p95', 'p99'];
}

/** Summed in ascending order, so that the order of the samples changes no bit. */
function mean(samples: SortedSamples): number | null {
  return samples.length === 0 ? null : samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
