import type { Rng } from '../lib/rng.js';

/** A paired difference by cluster. */
export interface PairedSample {
  /** What each cluster adds to the effect: their sum is the effect; positive = better. */
  readonly effects: Float64Array;
  /** Clusters in each stratum; clusters are numbered through, stratum after stratum. */
  readonly strata: readonly number[];
  /** Each cluster's part of the weight within its stratum, over 0, on any scale; left out: all alike. */
  readonly sizes?: Float64Array | undefined;
}

export interface PairedTestOptions {
  readonly rng: Rng;
  /** One-sided level of the bounds: 0.05, less where several looks share it. */
  readonly level?: number;
  readonly replicates?: number;
}
