import { expect, test } from 'vitest';
import { rngFrom } from '../../src/lib/rng.js';
import { sampleVariance, varianceComponents } from '../../src/stats/variance-components.js';

test('the textbook example: three groups of three', () => {
  // Means 2, 5, 8; MS within 1, MS between 27; between = 26 / 3.
  const parts = varianceComponents([
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ]);

  expect(parts?.within).toBeCloseTo(1, 12);
  expect(parts?.between).toBeCloseTo(26 / 3, 12);
});

test('groups that differ by less than chance have no variance between them', () => {
  expect(
    varianceComponents([
      [0, 1],
      [1, 0],
    ]),
  ).toEqual({ between: 0, within: 0.5 });
});

test('both parts are found again from groups of uneven sizes', () => {
  const rng = rngFrom('variance components');
  const uniform = () => rng.next() - 0.5;
  const groups = Array.from({ length: 4_000 }, (_, at) => {
    const mean = 2 * uniform();
    return Array.from({ length: 1 + (at % 5) }, () => mean + uniform());
  });

  // Of a uniform number over a width w the variance is w^2 / 12.
  expect(varianceComponents(groups)?.between).toBeCloseTo(4 / 12, 1);
  expect(varianceComponents(groups)?.within).toBeCloseTo(1 / 12, 2);
});

test('nothing can be told of one group, or where no group has two values', () => {
  expect(varianceComponents([[1, 2, 3], []])).toBeUndefined();
  expect(varianceComponents([[1], [2], [3]])).toBeUndefined();
  expect(sampleVariance([1])).toBeUndefined();
  expect(sampleVariance([1, 3])).toBe(2);
});
