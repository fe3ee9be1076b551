import { describe, expect, test } from 'vitest';
import { normalQuantile } from '../../src/stats/normal-quantile.js';
import { studentCdf, studentQuantile } from '../../src/stats/student-t.js';

describe('the quantile', () => {
  test.each([
    [0.975, 1, 12.706204736],
    [0.95, 2, 2.91998558],
    [0.975, 4, 2.776445105],
    [0.975, 11, 2.20098516],
    [0.95, 39, 1.684875122],
    [0.995, 5.5, 3.849911466],
  ])('t(%d) of %d degrees of freedom is %d', (p, degreesOfFreedom, t) => {
    expect(studentQuantile(p, degreesOfFreedom)).toBeCloseTo(t, 6);
    expect(studentQuantile(1 - p, degreesOfFreedom)).toBeCloseTo(-studentQuantile(p, degreesOfFreedom), 9);
  });

  test('is 0 in the middle and nears the normal one', () => {
    expect(studentQuantile(0.5, 3)).toBeCloseTo(0, 9);
    expect(studentQuantile(0.975, 1e7)).toBeCloseTo(normalQuantile(0.975), 5);
  });
});

describe('the distribution', () => {
  test('of one degree of freedom is Cauchy', () => {
    for (const t of [-20, -1, 0, 0.3, 5])
      expect(studentCdf(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 12);
  });

  test('is the inverse of the quantile', () => {
    for (const degreesOfFreedom of [1.5, 4, 60, 30_000])
      for (const p of [0.001, 0.05, 0.6, 0.99])
        expect(studentCdf(studentQuantile(p, degreesOfFreedom), degreesOfFreedom)).toBeCloseTo(p, 10);
  });

  test('needs degrees of freedom', () => {
    expect(() => studentCdf(1, 0)).toThrow(RangeError);
    expect(() => studentQuantile(0.9, NaN)).toThrow(RangeError);
  });
});
