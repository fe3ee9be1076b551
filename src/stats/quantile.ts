import type { SortedSamples } from './sorted-samples.js';

/** Absorbs the last bit of products such as 0.95 x 60, which would otherwise move a rank. */
const slack = 1e-9;

/**
 * The q-quantile (0 to 1) by linear interpolation between order statistics: type 7 of Hyndman and Fan (1996), the
 * default of R and NumPy. Undefined: no samples.
 */
export function quantile(samples: SortedSamples, q: number): number | undefined {
  checkShare(q);
  const at = (samples.length - 1) * q;
  const below = samples[Math.floor(at)];
  const above = samples[Math.ceil(at)];
  if (below === undefined || above === undefined) return undefined;
  return below + (at - Math.floor(at)) * (above - below);
}

/** Fewer than ten samples lie beyond the quantile: n(1 - q) < 10. */
export function isLowConfidence(n: number, q: number): boolean {
  return n - n * q < 10 - slack;
}

/**
 * The q-quantile by nearest rank when each failure counts as a sample of +Infinity: the smallest value that a share q
 * of all tries did not exceed. Infinity where failures reach that rank; undefined where nothing was tried.
 */
export function failureAdjusted(samples: SortedSamples, failures: number, q: number): number | undefined {
  checkShare(q);
  const tries = samples.length + failures;
  if (tries === 0) return undefined;
  const rank = Math.max(1, Math.ceil(q * tries - slack));
  return samples[rank - 1] ?? Infinity;
}

function checkShare(q: number): void {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`a quantile lies between 0 and 1, not at ${q}`);
}
