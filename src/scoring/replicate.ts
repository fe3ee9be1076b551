import type { Statistic } from '../stats/cluster-bootstrap.js';
import type { Clusters } from './clusters.js';
import type { Columns } from './columns.js';
import type { DimensionWeights } from './measure.js';
import type { Profile } from './profile.js';
import { dimensions } from './scores.js';
import { ResampledBands } from './resampled-bands.js';
import { ResampledMean } from './resampled-mean.js';
import type { TaskWeights } from './weights.js';

export const scoreNames = [...dimensions, 'composite'] as const;
export type ScoreName = (typeof scoreNames)[number];

export interface ReplicateInput extends Clusters {
  readonly columns: Columns;
  readonly weights: DimensionWeights;
  readonly profile: Profile;
}

/**
 * `measure` under resampled weights, in the order of `scoreNames`, NaN for null: each task's weight times the copies of
 * its cluster, scaled so that every category keeps its total. A replicate is measured once for every template that it
 * can lose, which changes one category; so sums are kept by category, and only the bands of Speed are walked anew.
 */
export class Replicate implements Statistic {
  readonly #means: {
    readonly quality: ResampledMean;
    readonly modality: ResampledMean;
    readonly credit: ResampledMean;
    readonly first: ResampledMean;
    readonly cost: ResampledMean;
    readonly streaming: ResampledMean;
  };
  /** Undefined: Speed was not measured. */
  readonly #bands: ResampledBands | undefined;
  readonly #profile: Profile;

  constructor({ columns, weights, profile, ...clusters }: ReplicateInput) {
    const { quality, efficiency, modality } = weights;
    const mean = (base: TaskWeights | undefined, column: Float64Array) =>
      new ResampledMean(clusters, base, column);
    this.#means = {
      quality: mean(quality, columns.quality),
      modality: mean(modality, columns.quality),
      credit: mean(efficiency, columns.credit),
      first: mean(efficiency, columns.first),
      cost: mean(efficiency, columns.cost),
      streaming: mean(efficiency, columns.streaming),
    };
    this.#bands =
      efficiency &&
      new ResampledBands(clusters, columns, { weights: efficiency, scales: this.#means.credit, profile });
    this.#profile = profile;
  }

  readonly of = (copies: Float64Array, out: Float64Array): void => {
    for (const mean of Object.values(this.#means)) mean.draw(copies);
    this.#bands?.draw(copies);
    this.#write(undefined, out);
  };

  readonly without = (cluster: number, out: Float64Array): void => this.#write(cluster, out);

  #write(cluster: number | undefined, out: Float64Array): void {
    const { quality, modality, credit, first, cost, streaming } = this.#means;
    const { weights, speedMix } = this.#profile;
    const bands = this.#bands?.without(cluster) ?? { middle: NaN, tail: NaN };
    const values = {
      quality: 100 * quality.without(cluster),
      speed:
        100 *
        (speedMix.first * first.without(cluster) +
          credit.without(cluster) * (speedMix.middle * bands.middle + speedMix.tail * bands.tail)),
      cost: 100 * cost.without(cluster),
      streaming: 100 * streaming.without(cluster),
      modality: 100 * modality.without(cluster),
    };
    let composite = 0;
    for (let index = 0; index < dimensions.length; index++) {
      const dimension = dimensions[index] ?? 'quality';
      composite += weights[dimension] * values[dimension];
      out[index] = values[dimension];
    }
    out[dimensions.length] = composite;
  }
}
