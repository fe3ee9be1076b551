import { expect, test } from 'vitest';
import { sortSamples } from '../../src/stats/sorted-samples.js';

test('samples are sorted as numbers, and the input stays as it was', () => {
  const values = [10, 9, -1, 2];

  expect([...sortSamples(values)]).toEqual([-1, 2, 9, 10]);
  expect(values).toEqual([10, 9, -1, 2]);
});

test.each([NaN, Infinity, -Infinity])('%d is not a sample', (value) => {
  expect(() => sortSamples([1, value])).toThrow(RangeError);
});
