import { addAt } from '../lib/add-at.js';
import type { PairedSample } from './paired-sample.js';

export interface TaskEffects {
  /** What each task adds to the effect; positive = better. */
  readonly effects: Float64Array;
  /** How much each task weighs in what the effect is of. A cluster without weight is no part of the sample. */
  readonly weights: Float64Array;
}

export interface ClusteredTasks {
  /** Clusters in each stratum; clusters are numbered through. */
  readonly strata: readonly number[];
  /** Cluster of each task. */
  readonly clusterOf: Int32Array;
}

/** Tasks that belong together, summed: what a paired test takes. */
export function clusterEffects(tasks: TaskEffects, { strata, clusterOf }: ClusteredTasks): PairedSample {
  const clusters = strata.reduce((sum, count) => sum + count, 0);
  const effects = new Float64Array(clusters);
  const sizes = new Float64Array(clusters);
  for (let task = 0; task < clusterOf.length; task++) {
    const cluster = clusterOf[task] ?? 0;
    addAt(effects, cluster, tasks.effects[task] ?? 0);
    addAt(sizes, cluster, tasks.weights[task] ?? 0);
  }
  let end = 0;
  return {
    effects: effects.filter((_, cluster) => (sizes[cluster] ?? 0) > 0),
    sizes: sizes.filter((size) => size > 0),
    strata: strata.map((count) => {
      const own = sizes.subarray(end, end + count);
      end += count;
      return own.filter((size) => size > 0).length;
    }),
  };
}
