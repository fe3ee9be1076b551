import { addAt } from '../lib/add-at.js';
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

/**
 * The bands of Speed under resampled weights, from the attempts whose L is above 0, fast to slow. They lie in blocks
 * whose sums are kept, so that losing a cluster costs a walk over the blocks and over the few that a band cuts, not
 * over all attempts.
 */
export class ResampledBands {
  readonly #attempts: Attempts;
  /** Places of each cluster's attempts among them. */
  readonly #clusterAttempts: readonly Int32Array[];
  readonly #categoryOf: Int32Array;
  /** Of each cluster: what its attempts' weights are multiplied by. */
  readonly #factor: Float64Array;
  readonly #copies: Float64Array;
  readonly #scales: ResampledMean;
  readonly #bands: Profile['bands'];
  readonly #blockSize: number;
  /** Sums of each block, whole and by category. */
  readonly #whole: BlockSums;
  readonly #byCategory: readonly BlockSums[];
  /** What the lost cluster has in each block. */
  readonly #lost: BlockSums;

  /** `scales`: any mean under the efficiency weights, which are also `weights`. */
  constructor(
    { strata, clusterOf }: Clusters,
    columns: Columns,
    { weights, scales, profile }: { weights: TaskWeights; scales: ResampledMean; profile: Profile },
  ) {
    const clusters = strata.reduce((sum, count) => sum + count, 0);
    this.#attempts = liveAttempts(columns, weights, clusterOf);
    this.#categoryOf = Int32Array.from({ length: clusters }, (_, cluster) => scales.categoryOf(cluster));
    this.#factor = new Float64Array(clusters);
    this.#copies = new Float64Array(clusters);
    this.#scales = scales;
    this.#bands = profile.bands;
    const count = this.#attempts.cluster.length;
    this.#blockSize = Math.max(fewestInBlock, Math.ceil(Math.sqrt(count)));
    const blocks = Math.ceil(count / this.#blockSize);
    this.#whole = emptySums(blocks);
    this.#byCategory = strata.map(() => emptySums(blocks));
    this.#lost = emptySums(blocks);
    this.#clusterAttempts = attemptsByCluster(this.#attempts.cluster, clusters);
  }

  /** After `scales` has drawn the same. */
  draw(copies: Float64Array): void {
    const { cluster, weight, utility } = this.#attempts;
    this.#copies.set(copies);
    for (let index = 0; index < this.#factor.length; index++)
      this.#factor[index] =
        (copies[index] ?? 0) * this.#scales.scaleOf(this.#categoryOf[index] ?? 0, undefined);
    for (const sums of [this.#whole, ...this.#byCategory]) clear(sums);
    for (let index = 0; index < cluster.length; index++) {
      const own = cluster[index] ?? 0;
      const scaled = (weight[index] ?? 0) * (this.#factor[own] ?? 0);
      if (scaled === 0) continue;
      const block = Math.floor(index / this.#blockSize);
      const category = this.#byCategory[this.#categoryOf[own] ?? 0] ?? this.#lost;
      for (const { weight: weights, scored } of [this.#whole, category]) {
        addAt(weights, block, scaled);
        addAt(scored, block, scaled * (utility[index] ?? 0));
      }
    }
  }

  /** Of the sample drawn last, less one copy of the cluster; of the whole sample where that is undefined. */
  without(cluster: number | undefined): BandMeans {
    if (cluster === undefined) return this.#walk(noChange);
    const { weight, utility } = this.#attempts;
    const category = this.#categoryOf[cluster] ?? 0;
    const scale = this.#scales.scaleOf(category, cluster);
    clear(this.#lost);
    for (const index of this.#clusterAttempts[cluster] ?? []) {
      const scaled = scale * (weight[index] ?? 0);
      const block = Math.floor(index / this.#blockSize);
      addAt(this.#lost.weight, block, scaled);
      addAt(this.#lost.scored, block, scaled * (utility[index] ?? 0));
    }
    const before = this.#scales.scaleOf(category, undefined);
    return this.#walk({ cluster, category, scale, growth: before === 0 ? 1 : scale / before });
  }

  #walk(change: Change): BandMeans {
    const { middle, tail } = this.#bands;
    const totals = { middle: 0, tail: 0 };
    const changed = this.#byCategory[change.category];
    let start = 0;
    for (let block = 0; block < this.#whole.weight.length; block++) {
      let weight = this.#whole.weight[block] ?? 0;
      let scored = this.#whole.scored[block] ?? 0;
      if (changed !== undefined) {
        const more = change.growth - 1;
        weight += more * (changed.weight[block] ?? 0) - (this.#lost.weight[block] ?? 0);
        scored += more * (changed.scored[block] ?? 0) - (this.#lost.scored[block] ?? 0);
      }
      const end = start + weight;
      if (isCut(middle, start, end) || isCut(tail, start, end)) {
        this.#walkBlock({ block, start, change }, totals);
      } else {
        if (start >= middle.from && end <= middle.to) totals.middle += scored;
        if (start >= tail.from && end <= tail.to) totals.tail += scored;
      }
      start = end;
    }
    return {
      middle: totals.middle / (middle.to - middle.from),
      tail: totals.tail / (tail.to - tail.from),
    };
  }

  #walkBlock(
    { block, start: from, change }: { block: number; start: number; change: Change },
    totals: { middle: number; tail: number },
  ): void {
    const { cluster, weight, utility } = this.#attempts;
    const { middle, tail } = this.#bands;
    const last = Math.min((block + 1) * this.#blockSize, cluster.length);
    let start = from;
    for (let index = block * this.#blockSize; index < last; index++) {
      const end = start + (weight[index] ?? 0) * this.#factorAfter(change, cluster[index] ?? 0);
      totals.middle += (utility[index] ?? 0) * overlap(start, end, middle);
      totals.tail += (utility[index] ?? 0) * overlap(start, end, tail);
      start = end;
    }
  }

  #factorAfter({ cluster: lost, category, scale }: Change, cluster: number): number {
    if (this.#categoryOf[cluster] !== category) return this.#factor[cluster] ?? 0;
    return ((this.#copies[cluster] ?? 0) - (cluster === lost ? 1 : 0)) * scale;
  }
}

/** Fewer are walked as quickly one by one. */
const fewestInBlock = 4;

/** The attempts that a band can gain from, by their L, each with its cluster and its part of all weight. */
interface Attempts {
  readonly cluster: Int32Array;
  readonly weight: Float64Array;
  readonly utility: Float64Array;
}

interface BlockSums {
  readonly weight: Float64Array;
  /** Of weight times utility. */
  readonly scored: Float64Array;
}

/** What losing one copy of a cluster does to its category: `scale` per copy from now on, `growth` times what it was. */
interface Change {
  readonly cluster: number;
  readonly category: number;
  readonly scale: number;
  readonly growth: number;
}

const noChange: Change = { cluster: -1, category: -1, scale: 1, growth: 1 };

function liveAttempts(
  { byRatio }: Columns,
  weights: TaskWeights,
  clusterOf: Clusters['clusterOf'],
): Attempts {
  const live = byRatio.utility.findIndex((utility) => utility === 0);
  const count = live < 0 ? byRatio.utility.length : live;
  return {
    cluster: byRatio.task.slice(0, count).map((task) => clusterOf[task] ?? 0),
    weight: byRatio.share
      .slice(0, count)
      .map((share, index) => share * (weights[byRatio.task[index] ?? 0] ?? 0)),
    utility: byRatio.utility.slice(0, count),
  };
}

function attemptsByCluster(cluster: Int32Array, clusters: number): readonly Int32Array[] {
  const lists = Array.from({ length: clusters }, (): number[] => []);
  for (const [index, own] of cluster.entries()) lists[own]?.push(index);
  return lists.map((list) => Int32Array.from(list));
}

/** The stretch from `start` to `end` lies neither inside the band nor beside it. */
function isCut({ from, to }: { from: number; to: number }, start: number, end: number): boolean {
  return end > from && start < to && (start < from || end > to);
}

function emptySums(blocks: number): BlockSums {
  return { weight: new Float64Array(blocks), scored: new Float64Array(blocks) };
}

function clear({ weight, scored }: BlockSums): void {
  weight.fill(0);
  scored.fill(0);
}
