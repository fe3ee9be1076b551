import { expect, test } from 'vitest';
import { total, worst, worstPresent } from '../../src/metrics/join.js';

test('a total and a worst need every exchange', () => {
  expect(total([1, 2, 3])).toBe(6);
  expect(worst([1, 3, 2])).toBe(3);
  expect(total([1, undefined])).toBeUndefined();
  expect(worst([1, undefined])).toBeUndefined();
});

test('the worst present one needs one exchange', () => {
  expect(worstPresent([undefined, 3, 2])).toBe(3);
  expect(worstPresent([undefined])).toBeUndefined();
});

test('of no exchange nothing is measured', () => {
  for (const join of [total, worst, worstPresent]) expect(join([])).toBeUndefined();
});
