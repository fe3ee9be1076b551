import { expect, test } from 'vitest';
import { joinSmallStrata } from '../../src/stats/join-small-strata.js';

const joined = (strata: readonly number[]) => {
  const clusters = strata.reduce((sum, count) => sum + count, 0);
  const { strata: found, effects } = joinSmallStrata({
    strata,
    effects: Float64Array.from({ length: clusters }, (_, cluster) => cluster),
  });
  return { strata: found, effects: [...effects] };
};

test('large strata stay as they are', () => {
  expect(joined([3, 4])).toEqual({ strata: [3, 4], effects: [0, 1, 2, 3, 4, 5, 6] });
});

test('small ones become one, at the end, and empty ones nothing', () => {
  expect(joined([1, 3, 2, 0, 1])).toEqual({ strata: [3, 4], effects: [1, 2, 3, 0, 6, 4, 5] });
});

test('one small one alone takes the next smallest with it', () => {
  expect(joined([5, 2, 3])).toEqual({ strata: [5, 5], effects: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] });
});

test('sizes become parts of their stratum', () => {
  const { sizes } = joinSmallStrata({
    strata: [2, 3],
    effects: new Float64Array(5),
    sizes: Float64Array.of(1, 3, 5, 5, 10),
  });

  expect([...sizes!]).toEqual([0.25, 0.75, 0.25, 0.25, 0.5]);
});
