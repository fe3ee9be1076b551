import { expect, test } from 'vitest';
import { errorsWithin, lostEvents, median, summarise } from '../../src/calibrate/stamp-errors.js';

const pair = {
  trueMs: Float64Array.of(10, 20, 30, 40, Number.NaN),
  measuredMs: Float64Array.of(10.5, 20.25, Number.NaN, 42, 50),
};

test('an error is measured less true, of what truly happened within the span', () => {
  expect(errorsWithin(pair, { fromMs: 20, toMs: 40 })).toEqual([0.25]);
  expect(errorsWithin(pair, { fromMs: 0, toMs: 100 })).toEqual([0.5, 0.25, 2]);
});

test('an event that was sent and not seen is lost; one that was never sent is not', () => {
  expect(lostEvents(pair)).toBe(1);
});

test('a summary has the mean error as its bias', () => {
  expect(summarise([3, 1, 2])).toMatchObject({ biasMs: 2, p50Ms: 2, maxMs: 3 });
  expect(summarise([])).toBeUndefined();
});

test('the median of an even number of values lies between', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
});
