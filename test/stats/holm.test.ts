import { expect, test } from 'vitest';
import { holm } from '../../src/stats/holm.js';

test('the smallest counts m times, the next m - 1 times, never less than the one before', () => {
  expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
});

test('one alone stays as it is, none beyond 1', () => {
  expect(holm([0.2])).toEqual([0.2]);
  expect(holm([0.6, 0.9])).toEqual([1, 1]);
  expect(holm([])).toEqual([]);
});
