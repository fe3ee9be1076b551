import type { EffectTest } from './effect-test.js';
import { pairedInterval } from './paired-interval.js';
import type { PairedSample, PairedTestOptions } from './paired-sample.js';
import { fewestDecisive, signFlipTest } from './sign-flip.js';

/** z(95 %) + z(80 %): an effect this many standard errors from 0 has p < 0.05 in 4 of 5 tries. */
const detectable = 2.487;

/**
 * The test of METHODOLOGY section 6 for an effect that is a sum over clusters of paired differences: p by sign-flip
 * permutation, interval and bounds by the studentised stratified bootstrap.
 * smallestEffect = 2.487 sd(d) / sqrt(n), d = n x a cluster's effect.
 */
export function pairedTest(sample: PairedSample, options: PairedTestOptions): EffectTest {
  const { effects } = sample;
  const { pWorse, pBetter } = signFlipTest(effects, options.rng);
  return {
    effect: effects.reduce((sum, effect) => sum + effect, 0),
    ...pairedInterval(sample, options),
    pWorse,
    pBetter,
    smallestEffect: smallestEffectOf(effects),
    clusters: effects.length,
  };
}

function smallestEffectOf(effects: Float64Array): number | undefined {
  const n = effects.length;
  if (n < fewestDecisive) return undefined;
  const mean = effects.reduce((sum, effect) => sum + effect, 0) / n;
  const variance = effects.reduce((sum, effect) => sum + (effect - mean) ** 2, 0) / (n - 1);
  return variance === 0 ? undefined : detectable * Math.sqrt(n * variance);
}
