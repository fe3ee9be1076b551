import { expect, test } from 'vitest';
import { columnsOf } from '../../src/scoring/columns.js';
import { poolOf } from '../../src/scoring/pool.js';
import { janusComposite as profile } from '../../src/scoring/profile.js';
import { overlap, speedTerms } from '../../src/scoring/speed.js';
import { efficiencyWeights } from '../../src/scoring/weights.js';
import { allCategories, scoredAttempt, scoredExchange, scoredTask } from '../support/scored-run.js';

/** One category of tasks with these lifecycles, in target times; undefined: a wrong answer. */
function terms(ratios: readonly (number | undefined)[]) {
  const tasks = ratios.map((ratio, index) =>
    scoredTask(`t${index}`, {
      attempts: [
        scoredAttempt({
          quality: ratio === undefined ? 0 : 1,
          exchanges: [scoredExchange({ endMs: 3_000 * (ratio ?? 0.1) })],
        }),
      ],
    }),
  );
  const pool = poolOf({ categories: allCategories.slice(0, 1), tasks }, profile);
  return speedTerms(efficiencyWeights(pool)!, columnsOf(pool), profile);
}

/** L(ratio; 0.2, 10) */
const utility = (ratio: number) => Math.log(10 / ratio) / Math.log(50);

test('the middle half is the mean over just that half of the weight', () => {
  const { middle, tail } = terms([1, 2, 4, 8]);

  expect(middle).toBeCloseTo((utility(2) + utility(4)) / 2, 12);
  expect(tail).toBeCloseTo(utility(8), 12);
});

test('an attempt on the edge of a band counts for the part inside', () => {
  const { middle } = terms([1, 2, 4]);

  // Thirds of the weight: [.25, .75) takes 1/12 of the first, 4/12 of the second, 1/12 of the third.
  expect(middle).toBeCloseTo((utility(1) + 4 * utility(2) + utility(4)) / 6, 12);
});

test('a wrong answer is slower than any right one, however quick it was', () => {
  const { credit, middle, tail } = terms([1, 1, 1, undefined]);

  expect(credit).toBe(0.75);
  expect(middle).toBeCloseTo(0.75 * utility(1), 12);
  expect(tail).toBe(0);
});

test('overlap is never negative', () => {
  expect(overlap(0, 0.1, { from: 0.25, to: 0.75 })).toBe(0);
  expect(overlap(0.2, 0.3, { from: 0.25, to: 0.75 })).toBeCloseTo(0.05, 12);
  expect(overlap(0.8, 0.9, { from: 0.25, to: 0.75 })).toBe(0);
});
