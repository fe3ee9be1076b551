import type { Clusters } from './clusters.js';
import type { Columns } from './columns.js';
import type { Profile } from './profile.js';
import type { ResampledMean } from './resampled-mean.js';
import { overlap } from './speed.js';
import type { TaskWeights } from './weights.js';

export interface BandMeans {
  /** B(.25, .75) */
  readonly middle: number;
  /** B(.90, 1) */
  readonly tail: number;
}

/** The bands of Speed under resampled weights, from the attempts whose L is above 0, fast to slow. */
export class ResampledBands {
  readonly #cluster: Int32Array;
  readonly #weight: Float64Array;
  readonly #utility: Float64Array;
  /** Of each cluster: what its attempts' weights are multiplied by. */
  readonly #factor: Float64Array;
  readonly #copies: Float64Array;
  readonly #starts: readonly number[];
  readonly #scales: ResampledMean;
  readonly #bands: Profile['bands'];

  /** `scales`: any mean under the efficiency weights, which are also `weights`. */
  constructor(
    { strata, clusterOf }: Clusters,
    { byRatio }: Columns,
    { weights, scales, profile }: { weights: TaskWeights; scales: ResampledMean; profile: Profile },
  ) {
    const live = byRatio.utility.findIndex((utility) => utility === 0);
    const count = live < 0 ? byRatio.utility.length : live;
    this.#cluster = byRatio.task.slice(0, count).map((task) => clusterOf[task] ?? 0);
    this.#weight = byRatio.share
      .slice(0, count)
      .map((share, index) => share * (weights[byRatio.task[index] ?? 0] ?? 0));
    this.#utility = byRatio.utility.slice(0, count);
    this.#starts = strata.map((_, index) =>
      strata.slice(0, index).reduce((sum, clusters) => sum + clusters, 0),
    );
    const clusters = strata.reduce((sum, count) => sum + count, 0);
    this.#factor = new Float64Array(clusters);
    this.#copies = new Float64Array(clusters);
    this.#scales = scales;
    this.#bands = profile.bands;
  }

  /** After `scales` has drawn the same. */
  draw(copies: Float64Array): void {
    this.#copies.set(copies);
    for (let category = 0; category < this.#starts.length; category++) this.#rescale(category, undefined);
  }

  /** Of the sample drawn last, less one copy of the cluster; of the whole sample where that is undefined. */
  without(cluster: number | undefined): BandMeans {
    if (cluster === undefined) return this.#walk();
    const category = this.#scales.categoryOf(cluster);
    this.#rescale(category, cluster);
    const means = this.#walk();
    this.#rescale(category, undefined);
    return means;
  }

  #rescale(category: number, lost: number | undefined): void {
    const scale = this.#scales.scaleOf(category, lost);
    const end = this.#starts[category + 1] ?? this.#factor.length;
    for (let cluster = this.#starts[category] ?? 0; cluster < end; cluster++)
      this.#factor[cluster] = ((this.#copies[cluster] ?? 0) - (cluster === lost ? 1 : 0)) * scale;
  }

  #walk(): BandMeans {
    const [cluster, weight, utility, factor] = [this.#cluster, this.#weight, this.#utility, this.#factor];
    const { middle, tail } = this.#bands;
    let [start, inMiddle, inTail] = [0, 0, 0];
    for (let index = 0; index < cluster.length; index++) {
      const end = start + (weight[index] ?? 0) * (factor[cluster[index] ?? 0] ?? 0);
      // Asking first spares most overlaps; this loop is where scoring spends its time.
      if (end > middle.from && start < middle.to)
        inMiddle += (utility[index] ?? 0) * overlap(start, end, middle);
      if (end > tail.from) inTail += (utility[index] ?? 0) * overlap(start, end, tail);
      start = end;
    }
    return { middle: inMiddle / (middle.to - middle.from), tail: inTail / (tail.to - tail.from) };
  }
}
