import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distribution } from '../../src/metrics/distribution.js';
import { runResultSchema, type Distribution } from '../../src/results/run-result.js';

test('holds n, mean, extremes and exact quantiles', () => {
  expect(distribution([5, 1, 4, 2, 3], 0)).toEqual({
    n: 5,
    mean: 3,
    min: 1,
    p50: 3,
    p90: 4.6,
    p95: 4.8,
    p99: 4.96,
    max: 5,
    adjP50: 3,
    adjP95: 5,
    lowConfidence: ['p50', 'p90', 'p95', 'p99'],
  });
});

test('failures move the adjusted percentiles only, to null where they reach the rank', () => {
  const { p50, p95, adjP50, adjP95 } = distribution([1, 2, 3, 4], 2);

  expect({ p50, p95, adjP50, adjP95 }).toEqual({
    p50: 2.5,
    p95: 3.8499999999999996,
    adjP50: 3,
    adjP95: null,
  });
});

test('marks a quantile with fewer than ten samples beyond it', () => {
  const values = Array.from({ length: 200 }, (_, index) => index);

  expect(distribution(values, 0).lowConfidence).toEqual(['p99']);
  expect(distribution(values.slice(0, 100), 0).lowConfidence).toEqual(['p95', 'p99']);
});

test('of nothing is null and has nothing to mark', () => {
  const { n, lowConfidence, ...numbers } = distribution([], 3);

  expect({ n, lowConfidence }).toEqual({ n: 0, lowConfidence: [] });
  expect(new Set(Object.values(numbers))).toEqual(new Set([null]));
});

test('is what the result file holds', () => {
  const held: Distribution = distribution([1, 2], 1);

  expect(runResultSchema.shape.metrics.parse({ ttftMs: held })).toEqual({ ttftMs: held });
});

test('does not depend on the order of the samples, to the last bit', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true })), (values) => {
      expect(distribution(values.toReversed(), 1)).toEqual(distribution(values, 1));
    }),
  );
});
