import { describe, expect, test } from 'vitest';
import { rngFrom } from '../../src/lib/rng.js';
import { pairedTest } from '../../src/stats/paired-test.js';

const tested = (effects: readonly number[], strata: readonly number[] = [effects.length]) =>
  pairedTest({ effects: Float64Array.from(effects), strata }, { rng: rngFrom('a'), replicates: 500 });

test('a clear loss: the effect is the sum, p small one way, the interval under 0', () => {
  const rng = rngFrom('loss');
  const result = tested(
    Array.from({ length: 24 }, () => (-1 - rng.next()) / 24),
    [12, 12],
  );

  expect(result.effect).toBeLessThan(-1);
  expect(result.pWorse).toBeLessThan(0.001);
  expect(result.pBetter).toBe(1);
  expect(result.interval!.high).toBeLessThan(0);
  expect(result.upperBound).toBeLessThan(0);
  expect(result.clusters).toBe(24);
});

describe('the smallest effect that would have been found', () => {
  test('is 2.487 sd(d) / sqrt(n) of d = n x cluster effect', () => {
    const d = [2, 4, 4, 4, 5, 5, 7, 9];
    const mean = 5;
    const sd = Math.sqrt(d.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 7);

    expect(tested(d.map((value) => value / 8)).smallestEffect).toBeCloseTo((2.487 * sd) / Math.sqrt(8), 9);
  });

  test('is not known under five clusters, where no p falls under 0.05, nor without a spread', () => {
    expect(tested([1, 2, 3, 4]).smallestEffect).toBeUndefined();
    expect(tested([0, 0, 0, 0, 0, 0]).smallestEffect).toBeUndefined();
  });
});

test('the same seed gives the same numbers', () => {
  const effects = Array.from({ length: 30 }, (_, index) => Math.sin(index));

  expect(tested(effects)).toEqual(tested(effects));
});
