import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fallingLog } from '../../src/scoring/curves.js';

const anchors = { target: 2, floor: 10 };
const anyValue = fc.double({ min: 0, noNaN: true });

test('is 1 up to the target, 0 from the floor, and a half at their geometric mean', () => {
  expect(fallingLog(0, anchors)).toBe(1);
  expect(fallingLog(2, anchors)).toBe(1);
  expect(fallingLog(Math.sqrt(20), anchors)).toBeCloseTo(0.5, 12);
  expect(fallingLog(10, anchors)).toBe(0);
  expect(fallingLog(Infinity, anchors)).toBe(0);
});

test('twice as slow costs the same anywhere between the anchors', () => {
  const costOf = (value: number) => fallingLog(value, anchors) - fallingLog(2 * value, anchors);

  expect(costOf(2.5)).toBeCloseTo(costOf(4.5), 12);
});

test('a value that is no number is an error, never a score', () => {
  expect(() => fallingLog(NaN, anchors)).toThrow(RangeError);
});

test('lies within 0 to 1 and never rises with the value', () => {
  fc.assert(
    fc.property(anyValue, anyValue, (left, right) => {
      const better = fallingLog(Math.min(left, right), anchors);
      const worse = fallingLog(Math.max(left, right), anchors);

      expect(worse).toBeGreaterThanOrEqual(0);
      expect(better).toBeLessThanOrEqual(1);
      expect(worse).toBeLessThanOrEqual(better);
    }),
  );
});
