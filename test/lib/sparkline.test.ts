import { expect, test } from 'vitest';
import { sparkline } from '../../src/lib/sparkline.js';

test('bars stand on 0 and reach up to the greatest', () => {
  expect(sparkline([0, 1, 2, 4, 8], 10)).toBe('▁▂▃▅█');
});

test('a missing number is a gap', () => {
  expect(sparkline([1, undefined, 1], 10)).toBe('█ █');
});

test('more numbers than columns keep their peaks', () => {
  expect(sparkline([1, 1, 1, 8, 1, 1], 3)).toBe('▂█▂');
});

test('nothing but zeros, and nothing at all', () => {
  expect(sparkline([0, 0], 4)).toBe('▁▁');
  expect(sparkline([], 4)).toBe('');
});
