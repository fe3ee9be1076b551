import { describe, expect, test } from 'vitest';
import { rngFrom } from '../../src/lib/rng.js';
import { lookLevels } from '../../src/stats/alpha-spending.js';
import { normalCdf } from '../../src/stats/normal-cdf.js';

describe('the levels of all looks', () => {
  test('sum to alpha, and the first are very strict', () => {
    const levels = lookLevels([1, 2, 4, 10]);

    expect(levels.reduce((sum, level) => sum + level, 0)).toBeCloseTo(0.05, 12);
    expect(levels[0]).toBeLessThan(1e-6);
    expect(levels.every((level, index) => level > (levels[index - 1] ?? 0))).toBe(true);
  });

  test('are those of Lan and DeMets: 0.0056 of 0.05 is spent halfway', () => {
    const [half, rest] = lookLevels([5, 10]);

    expect(half).toBeCloseTo(0.00558, 4);
    expect(rest).toBeCloseTo(0.04442, 4);
  });

  test('are alpha itself for a single look', () => {
    expect(lookLevels([3], 0.025)).toEqual([0.025]);
    expect(lookLevels([])).toEqual([]);
  });
});

test('looks that do not grow are refused', () => {
  expect(() => lookLevels([3, 3])).toThrow(RangeError);
  expect(() => lookLevels([0, 3])).toThrow(RangeError);
});

test('looking at growing data at these levels finds something in at most 5 % where there is nothing', () => {
  const rng = rngFrom('looks');
  const looks = [3, 5, 7, 10];
  const levels = lookLevels(looks);
  const runs = 4_000;
  let found = 0;
  for (let run = 0; run < runs; run++) {
    let sum = 0;
    let repeats = 0;
    const isFound = looks.some((look, index) => {
      for (; repeats < look; repeats++)
        sum += Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
      return normalCdf(sum / Math.sqrt(look)) < levels[index]!;
    });
    if (isFound) found++;
  }

  expect(found / runs).toBeLessThan(0.055);
  expect(found / runs).toBeGreaterThan(0.03);
});
