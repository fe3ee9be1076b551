import { expect, test } from 'vitest';
import { signTest } from '../../src/stats/sign-test.js';

/** By adding up the binomial's terms. */
function slowly(wins: number, losses: number): number {
  const tosses = wins + losses;
  let term = 0.5 ** tosses;
  let tail = 0;
  for (let heads = tosses; heads >= Math.max(wins, losses); heads--) {
    tail += term;
    term *= heads / (tosses - heads + 1);
  }
  return Math.min(1, 2 * tail);
}

test('is the sum of the binomial tails, for every small table', () => {
  for (let wins = 0; wins <= 12; wins++)
    for (let losses = 0; losses <= 12; losses++)
      expect(signTest(wins, losses)).toBeCloseTo(slowly(wins, losses), 12);
});

test('says nothing without a toss, and the same of both sides', () => {
  expect(signTest(0, 0)).toBe(1);
  expect(signTest(9, 2)).toBe(signTest(2, 9));
  expect(signTest(5, 0)).toBeCloseTo(0.0625, 12);
  expect(signTest(600, 400)).toBeLessThan(1e-9);
});
