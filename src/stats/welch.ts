import type { EffectTest } from './effect-test.js';
import { studentCdf, studentQuantile } from './student-t.js';

export interface TwoSamples {
  /** One value a run, higher = better. */
  readonly base: readonly number[];
  readonly candidate: readonly number[];
}

/** Under three runs a side a spread between runs is hardly known. */
export const fewestRuns = 3;

/**
 * Welch's unequal-variances t-test of candidate - base, for values that only a whole run has, such as a mean time that
 * drifts from run to run. `clusters`: runs. Undefined: under three runs a side, or a value that is not finite.
 * Where no side has a spread there is none to test against: the effect is its own interval, p is 0 or 1.
 */
export function welchTest(
  { base, candidate }: TwoSamples,
  { level = 0.05 }: { readonly level?: number } = {},
): EffectTest | undefined {
  if (Math.min(base.length, candidate.length) < fewestRuns) return undefined;
  if (![...base, ...candidate].every(Number.isFinite)) return undefined;
  const [left, right] = [meanOf(base), meanOf(candidate)];
  const effect = right.mean - left.mean;
  const variance = left.variance + right.variance;
  const clusters = base.length + candidate.length;
  if (variance === 0) return { ...withoutSpread(effect), clusters };

  const error = Math.sqrt(variance);
  const degreesOfFreedom =
    variance ** 2 / (left.variance ** 2 / (base.length - 1) + right.variance ** 2 / (candidate.length - 1));
  const t = (p: number) => studentQuantile(p, degreesOfFreedom);
  return {
    effect,
    interval: { low: effect - t(0.975) * error, high: effect + t(0.975) * error },
    lowerBound: effect - t(1 - level) * error,
    upperBound: effect + t(1 - level) * error,
    pWorse: studentCdf(effect / error, degreesOfFreedom),
    pBetter: studentCdf(-effect / error, degreesOfFreedom),
    smallestEffect: (t(0.95) + t(0.8)) * error,
    clusters,
  };
}

/** The mean, and the variance of that mean. */
function meanOf(values: readonly number[]): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / (values.length - 1) / values.length };
}

function withoutSpread(effect: number): Omit<EffectTest, 'clusters'> {
  return {
    effect,
    interval: { low: effect, high: effect },
    lowerBound: effect,
    upperBound: effect,
    pWorse: effect < 0 ? 0 : 1,
    pBetter: effect > 0 ? 0 : 1,
    smallestEffect: undefined,
  };
}
