import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failureAdjusted, isLowConfidence, quantile } from '../../src/stats/quantile.js';
import { sortSamples } from '../../src/stats/sorted-samples.js';

const samples = sortSamples([1, 2, 4, 8, 16]);
const someSamples = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('quantile', () => {
  test('interpolates as R and NumPy do by default (type 7)', () => {
    expect(quantile(samples, 0)).toBe(1);
    expect(quantile(samples, 0.5)).toBe(4);
    expect(quantile(samples, 0.9)).toBeCloseTo(12.8, 12);
    expect(quantile(samples, 0.95)).toBeCloseTo(14.4, 12);
    expect(quantile(samples, 1)).toBe(16);
  });

  test('of nothing is not measured', () => {
    expect(quantile(sortSamples([]), 0.5)).toBeUndefined();
  });

  test.each([-0.1, 1.1, NaN])('there is none at %d', (q) => {
    expect(() => quantile(samples, q)).toThrow(RangeError);
  });

  test('lies within the samples and never falls as q grows', () => {
    fc.assert(
      fc.property(someSamples, share, share, (values, left, right) => {
        const sorted = sortSamples(values);
        const low = quantile(sorted, Math.min(left, right))!;
        const high = quantile(sorted, Math.max(left, right))!;

        expect(low).toBeGreaterThanOrEqual(sorted[0]!);
        expect(high).toBeLessThanOrEqual(sorted.at(-1)!);
        expect(high).toBeGreaterThanOrEqual(low);
      }),
    );
  });
});

describe('low confidence', () => {
  test.each([
    [19, 0.5, true],
    [20, 0.5, false],
    [99, 0.9, true],
    [100, 0.9, false],
    [199, 0.95, true],
    [200, 0.95, false],
    [999, 0.99, true],
    [1_000, 0.99, false],
  ])('%d samples, q %d: %s', (n, q, expected) => {
    expect(isLowConfidence(n, q)).toBe(expected);
  });
});

describe('failure-adjusted percentile', () => {
  test('is the sample at the nearest rank when nothing failed', () => {
    expect(failureAdjusted(samples, 0, 0.5)).toBe(4);
    expect(failureAdjusted(samples, 0, 0.9)).toBe(16);
    expect(failureAdjusted(samples, 0, 0)).toBe(1);
  });

  test('moves up with every failure and is infinite once failures reach its rank', () => {
    expect(failureAdjusted(samples, 3, 0.5)).toBe(8);
    expect(failureAdjusted(samples, 5, 0.5)).toBe(16);
    expect(failureAdjusted(samples, 6, 0.5)).toBe(Infinity);
    expect(failureAdjusted(sortSamples([]), 1, 0.5)).toBe(Infinity);
  });

  test('does not lose a rank to rounding', () => {
    const twenty = sortSamples(Array.from({ length: 20 }, (_, index) => index + 1));
    const hundred = sortSamples(Array.from({ length: 100 }, (_, index) => index + 1));

    expect(failureAdjusted(twenty, 0, 0.95)).toBe(19);
    expect(failureAdjusted(hundred, 0, 0.07)).toBe(7);
  });

  test('of no try at all is not measured', () => {
    expect(failureAdjusted(sortSamples([]), 0, 0.5)).toBeUndefined();
  });

  test('never falls when a try fails instead', () => {
    fc.assert(
      fc.property(someSamples, fc.nat(20), share, (values, failures, q) => {
        const before = failureAdjusted(sortSamples(values), failures, q)!;
        const after = failureAdjusted(sortSamples(values.slice(1)), failures + 1, q)!;

        expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});
