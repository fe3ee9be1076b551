import fc from 'fast-check';
import { expect, test } from 'vitest';
import { barOf } from '../../src/report/bar.js';

test('a bar is as full as its share, to an eighth of a cell', () => {
  expect(barOf(0, 4)).toEqual({ filled: '', rest: '····' });
  expect(barOf(1, 4)).toEqual({ filled: '████', rest: '' });
  expect(barOf(0.53125, 4)).toEqual({ filled: '██▏', rest: '·' });
});

test('a bar is always as long as asked, and a larger share never shorter', () => {
  const share = fc.double({ min: -1, max: 2, noNaN: true });
  fc.assert(
    fc.property(share, share, fc.integer({ min: 1, max: 60 }), (left, right, columns) => {
      const [low, high] = [barOf(Math.min(left, right), columns), barOf(Math.max(left, right), columns)];
      expect(low.filled.length + low.rest.length).toBe(columns);
      expect(high.filled.length).toBeGreaterThanOrEqual(low.filled.length);
    }),
  );
});
