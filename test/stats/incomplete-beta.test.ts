import { expect, test } from 'vitest';
import { incompleteBeta } from '../../src/stats/incomplete-beta.js';

const at = (x: number, a: number, b: number) => incompleteBeta({ x, rest: 1 - x, a, b });

test('I_x(a, b) is known where it is a polynomial', () => {
  expect(at(0.3, 1, 1)).toBeCloseTo(0.3, 14);
  expect(at(0.25, 2, 1)).toBeCloseTo(0.0625, 14);
  expect(at(0.5, 3, 3)).toBeCloseTo(0.5, 14);
  expect(at(0.2, 2, 3)).toBeCloseTo(0.1808, 12);
});

test('its ends are 0 and 1, and I_x(a, b) = 1 - I_1-x(b, a)', () => {
  expect([at(0, 2, 3), at(1, 2, 3)]).toEqual([0, 1]);
  expect(at(0.7, 0.5, 8)).toBeCloseTo(1 - at(0.3, 8, 0.5), 13);
});
