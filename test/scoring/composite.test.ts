import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composite, renormalised } from '../../src/scoring/composite.js';
import { dimensions } from '../../src/scoring/scores.js';

const values = { quality: 82.1, speed: 71.2, cost: 85, streaming: 76.3, modality: 70.8 };

test('weighs the five dimensions', () => {
  expect(composite(values)).toBeCloseTo(78.645, 10);
});

test.each(dimensions)('is null where %s was not measured', (dimension) => {
  expect(composite({ ...values, [dimension]: null })).toBeNull();
});

test('what is no number is an error', () => {
  expect(() => composite({ ...values, speed: NaN })).toThrow(RangeError);
});

test('of five equal dimensions is that number', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (value) => {
      const all = { quality: value, speed: value, cost: value, streaming: value, modality: value };
      expect(composite(all)).toBeCloseTo(value, 9);
    }),
  );
});

test('the renormalised number says what it is over', () => {
  expect(renormalised({ ...values, modality: null })).toEqual({
    value: (0.45 * 82.1 + 0.2 * 71.2 + 0.15 * 85 + 0.1 * 76.3) / 0.9,
    over: ['quality', 'speed', 'cost', 'streaming'],
  });
  expect(
    renormalised({ quality: null, speed: null, cost: null, streaming: null, modality: null }),
  ).toBeNull();
});
