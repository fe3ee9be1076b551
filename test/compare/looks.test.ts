import { expect, test } from 'vitest';
import { levelAt, plannedLooks } from '../../src/compare/looks.js';

test('looks go from the first repeats to the last in four even steps at the most', () => {
  expect(plannedLooks(3, 10)).toEqual([3, 5, 7, 10]);
  expect(plannedLooks(1, 2)).toEqual([1, 2]);
  expect(plannedLooks(1, 40)).toEqual([1, 14, 27, 40]);
});

test('where nothing is to be added there is one look, at the full level', () => {
  expect(plannedLooks(3, 3)).toEqual([3]);
  expect(plannedLooks(5, 3)).toEqual([5]);
  expect(levelAt([3], 0)).toBe(0.05);
});

test('all looks together spend 0.05, the early ones least', () => {
  const looks = [3, 5, 7, 10];
  const levels = looks.map((_, index) => levelAt(looks, index));

  expect(levels.reduce((sum, level) => sum + level, 0)).toBeCloseTo(0.05, 12);
  expect(levels).toEqual([...levels].sort((left, right) => left - right));
});
