import { expect, test } from 'vitest';
import { addAt } from '../../src/lib/add-at.js';

test('adds to what is there', () => {
  const array = Float64Array.of(1, 2);
  addAt(array, 1, 0.5);
  expect([...array]).toEqual([1, 2.5]);
});
