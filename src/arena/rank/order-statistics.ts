import type { SortedSamples } from '../../stats/sorted-samples.js';

/** Absorbs the last bit of products such as 0.95 x 60. */
const slack = 1e-9;

/** The smallest sample that at least a share q of all did not exceed (lower inverse CDF). Undefined: no samples. */
export function lowerQuantile(samples: SortedSamples, q: number): number | undefined {
  return samples[Math.max(1, Math.ceil(q * samples.length - slack)) - 1];
}
