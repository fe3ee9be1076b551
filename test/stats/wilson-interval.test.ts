import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wilsonInterval } from '../../src/stats/wilson-interval.js';

test.each([
  { successes: 8, tries: 10, low: 0.4901625, high: 0.9433178 },
  { successes: 0, tries: 10, low: 0, high: 0.2775328 },
  { successes: 10, tries: 10, low: 0.7224672, high: 1 },
  { successes: 50, tries: 100, low: 0.4038315, high: 0.5961685 },
])('$successes of $tries lie in [$low, $high]', ({ successes, tries, low, high }) => {
  const interval = wilsonInterval(successes, tries)!;

  expect(interval.low).toBeCloseTo(low, 6);
  expect(interval.high).toBeCloseTo(high, 6);
});

test('of no try is not measured', () => {
  expect(wilsonInterval(0, 0)).toBeUndefined();
});

test('more successes than tries are a mistake', () => {
  expect(() => wilsonInterval(3, 2)).toThrow(RangeError);
});

test('holds the share, stays inside 0 to 1 and widens with the confidence', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.integer({ min: 1, max: 200 }), (drawn, tries) => {
      const successes = Math.min(drawn, tries);
      const interval = wilsonInterval(successes, tries)!;
      const wider = wilsonInterval(successes, tries, 0.99)!;

      expect(interval.low).toBeGreaterThanOrEqual(0);
      expect(interval.low).toBeLessThanOrEqual(successes / tries);
      expect(interval.high).toBeGreaterThanOrEqual(successes / tries);
      expect(interval.high).toBeLessThanOrEqual(1);
      expect(wider.low).toBeLessThanOrEqual(interval.low);
      expect(wider.high).toBeGreaterThanOrEqual(interval.high);
    }),
  );
});
