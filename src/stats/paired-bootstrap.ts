import type { Rng } from '../lib/rng.js';
import { addAt } from '../lib/add-at.js';
import type { PairedSample } from './paired-sample.js';

/** A spread below this part of the estimate's size is rounding, not variance. */
const noSpread = 1e-11;

/**
 * `studentisedIntervals`' draws and jackknife for a sum of cluster effects. In a stratum of weight W, with S the sum of
 * effects and T that of sizes over the N draws, the value is W S / T; without one draw it changes by
 * W (S w - T e) / (T (T - w)), e and w of that draw.
 */
export class PairedBootstrap {
  readonly estimate: { readonly value: number; readonly error: number };
  /** Of the estimate's error, by Welch and Satterthwaite over strata. */
  readonly degreesOfFreedom: number;
  readonly #sample: Required<PairedSample>;
  readonly #totals: readonly number[];
  readonly #copies: Float64Array;

  /** Each stratum has at least three clusters. */
  constructor(sample: Required<PairedSample>) {
    this.#sample = sample;
    this.#copies = new Float64Array(sample.effects.length).fill(1);
    this.#totals = this.#strata().map(({ start, end }) => sumOf(sample.sizes ?? this.#copies, start, end));
    const parts = this.#strata().map((stratum) => this.#measure(stratum, stratum.end - stratum.start));
    const variance = parts.reduce((sum, part) => sum + part.variance, 0);
    const value = parts.reduce((sum, part) => sum + part.value, 0);
    const error = Math.sqrt(variance);
    this.estimate = { value, error: hasSpread(value, error) ? error : 0 };
    this.degreesOfFreedom =
      variance ** 2 /
      parts.reduce((sum, part, at) => sum + part.variance ** 2 / ((sample.strata[at] ?? NaN) - 1), 0);
  }

  /** (value - estimate) / error of each replicate that has a spread. */
  drawTs(rng: Rng, replicates: number): number[] {
    const strata = this.#strata();
    const ts: number[] = [];
    for (let replicate = 0; replicate < replicates; replicate++) {
      let [value, variance] = [0, 0];
      this.#copies.fill(0);
      for (const stratum of strata) {
        const clusters = stratum.end - stratum.start;
        for (let draw = 1; draw < clusters; draw++) addAt(this.#copies, stratum.start + rng.int(clusters), 1);
        const part = this.#measure(stratum, clusters - 1);
        value += part.value;
        variance += part.variance;
      }
      const error = Math.sqrt(variance);
      if (hasSpread(value, error)) ts.push((value - this.estimate.value) / error);
    }
    return ts;
  }

  #strata(): readonly StratumRange[] {
    let end = 0;
    return this.#sample.strata.map((clusters, index) => ({ index, start: end, end: (end += clusters) }));
  }

  #measure({ index, start, end }: StratumRange, draws: number): { value: number; variance: number } {
    const { effects, sizes } = this.#sample;
    const copies = this.#copies;
    const weight = this.#totals[index] ?? 0;
    let [sum, total] = [0, 0];
    for (let cluster = start; cluster < end; cluster++) {
      const drawn = copies[cluster] ?? 0;
      sum += drawn * (effects[cluster] ?? 0);
      total += drawn * (sizes?.[cluster] ?? 0);
    }
    let squares = 0;
    for (let cluster = start; cluster < end; cluster++) {
      const drawn = copies[cluster] ?? 0;
      if (drawn === 0) continue;
      const size = sizes?.[cluster] ?? 0;
      squares += drawn * ((sum * size - total * (effects[cluster] ?? 0)) / (total - size)) ** 2;
    }
    return {
      value: (weight * sum) / total,
      variance: ((draws - 1) / draws) * (weight / total) ** 2 * squares,
    };
  }
}

interface StratumRange {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

function hasSpread(value: number, error: number): boolean {
  return error > noSpread * Math.max(1, Math.abs(value));
}

function sumOf(values: Float64Array, start: number, end: number): number {
  return values.subarray(start, end).reduce((sum, value) => sum + value, 0);
}
