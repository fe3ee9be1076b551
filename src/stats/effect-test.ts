import type { Interval } from './interval.js';

/** What was found out about one effect: the difference of two sides, in its own unit, positive = better. */
export interface EffectTest {
  readonly effect: number;
  /** 95 %. Undefined: too few clusters to measure a spread. */
  readonly interval: Interval | undefined;
  /** One-sided bounds at 1 - level (95 %): the effect is above `lowerBound`, below `upperBound`. Infinite without an interval. */
  readonly lowerBound: number;
  readonly upperBound: number;
  /** One-sided p-values of an effect as low, and as high, as this one if nothing had changed. */
  readonly pWorse: number;
  readonly pBetter: number;
  /**
   * The smallest effect that would be found in 4 of 5 tries. Undefined: no effect could be (too few clusters for any p
   * under 0.05), or no spread was seen.
   */
  readonly smallestEffect: number | undefined;
  /** Independent units. */
  readonly clusters: number;
}
