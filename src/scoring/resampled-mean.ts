import { addAt } from '../lib/add-at.js';
import type { Clusters } from './clusters.js';
import type { TaskWeights } from './weights.js';

/**
 * A weighted mean over tasks under resampled weights: sum over categories of W x (sum of copies w x) / (sum of copies w),
 * W the category's total weight as it was. Losing one copy of a cluster touches one category and costs no loop.
 */
export class ResampledMean {
  readonly #weights: Float64Array;
  readonly #sums: Float64Array;
  readonly #categoryOf: Int32Array;
  readonly #totals: Float64Array;
  readonly #drawnWeights: Float64Array;
  readonly #drawnSums: Float64Array;
  #value = NaN;

  /** `weights` undefined: not measured, always NaN. */
  constructor({ strata, clusterOf }: Clusters, weights: TaskWeights | undefined, column: Float64Array) {
    this.#categoryOf = Int32Array.from(
      strata.flatMap((clusters, index) => Array<number>(clusters).fill(index)),
    );
    this.#weights = new Float64Array(this.#categoryOf.length);
    this.#sums = new Float64Array(this.#categoryOf.length);
    this.#totals = new Float64Array(strata.length);
    this.#drawnWeights = new Float64Array(strata.length);
    this.#drawnSums = new Float64Array(strata.length);
    for (const [task, cluster] of clusterOf.entries()) {
      const weight = weights === undefined ? NaN : (weights[task] ?? 0);
      addAt(this.#weights, cluster, weight);
      addAt(this.#sums, cluster, weight * (column[task] ?? 0));
      addAt(this.#totals, this.categoryOf(cluster), weight);
    }
  }

  /** Category of a cluster. */
  categoryOf(cluster: number): number {
    return this.#categoryOf[cluster] ?? 0;
  }

  draw(copies: Float64Array): void {
    this.#drawnWeights.fill(0);
    this.#drawnSums.fill(0);
    for (let cluster = 0; cluster < copies.length; cluster++) {
      const drawn = copies[cluster] ?? 0;
      if (drawn === 0) continue;
      addAt(this.#drawnWeights, this.categoryOf(cluster), drawn * (this.#weights[cluster] ?? 0));
      addAt(this.#drawnSums, this.categoryOf(cluster), drawn * (this.#sums[cluster] ?? 0));
    }
    this.#value = 0;
    for (let category = 0; category < this.#totals.length; category++)
      this.#value += this.#scaled(category, this.#drawnSums[category] ?? 0, 0);
  }

  /** Of the sample drawn last, less one copy of the cluster; of the whole sample where that is undefined. */
  without(cluster: number | undefined): number {
    if (cluster === undefined) return this.#value;
    const category = this.categoryOf(cluster);
    const sum = this.#drawnSums[category] ?? 0;
    const rest = this.#scaled(category, sum - (this.#sums[cluster] ?? 0), this.#weights[cluster] ?? 0);
    return this.#value - this.#scaled(category, sum, 0) + rest;
  }

  /** What a task's weight is multiplied by for each copy of its cluster, once a cluster has lost one. */
  scaleOf(category: number, lost: number | undefined): number {
    return this.#scaled(category, 1, lost === undefined ? 0 : (this.#weights[lost] ?? 0));
  }

  #scaled(category: number, sum: number, lostWeight: number): number {
    const total = this.#totals[category] ?? 0;
    return total === 0 ? 0 : (total * sum) / ((this.#drawnWeights[category] ?? 0) - lostWeight);
  }
}
