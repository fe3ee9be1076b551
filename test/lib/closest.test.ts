import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closest, editDistance } from '../../src/lib/closest.js';

test('each inserted, deleted, replaced or swapped letter counts one', () => {
  expect(editDistance('prompt', 'prompt')).toBe(0);
  expect(editDistance('promt', 'prompt')).toBe(1);
  expect(editDistance('prompts', 'prompt')).toBe(1);
  expect(editDistance('bramble', 'scramble')).toBe(2);
  expect(editDistance('gradesr', 'graders')).toBe(1);
  expect(editDistance('', 'abc')).toBe(3);
});

test('the nearest candidate is offered, whatever its case', () => {
  expect(closest('Promt', ['turns', 'prompt', 'pair'])).toBe('prompt');
  expect(closest('max_rounds', ['maxRounds', 'graders'])).toBe('maxRounds');
});

test('nothing is offered where nothing is near', () => {
  expect(closest('colour', ['prompt', 'pair'])).toBeUndefined();
  expect(closest('x'.repeat(100), ['x'.repeat(99)])).toBeUndefined();
  expect(closest('a', [])).toBeUndefined();
});

test('the distance is the same from either side and never more than the longer word', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (left, right) => {
      const distance = editDistance(left, right);
      expect(distance).toBe(editDistance(right, left));
      expect(distance).toBeLessThanOrEqual(Math.max(left.length, right.length));
      expect(distance === 0).toBe(left === right);
    }),
  );
});
