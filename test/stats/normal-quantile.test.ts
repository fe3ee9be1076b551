import { expect, test } from 'vitest';
import { normalQuantile } from '../../src/stats/normal-quantile.js';

test.each([
  [0.5, 0],
  [0.975, 1.959963984540054],
  [0.95, 1.6448536269514722],
  [0.995, 2.5758293035489004],
  [0.001, -3.090232306167813],
  [0.2, -0.8416212335729142],
])('z at %d is %d', (p, z) => {
  expect(normalQuantile(p)).toBeCloseTo(z, 7);
});

test.each([0, 1, -0.1, NaN])('there is none at %d', (p) => {
  expect(() => normalQuantile(p)).toThrow(RangeError);
});
