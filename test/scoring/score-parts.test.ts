import fc from 'fast-check';
import { expect, test } from 'vitest';
import { janusComposite as profile } from '../../src/scoring/profile.js';
import { scoreParts } from '../../src/scoring/score-parts.js';
import { scoreRun } from '../../src/scoring/score-run.js';
import { allCategories, anyRun, scoredAttempt, scoredTask } from '../support/scored-run.js';

test('the attempts come in the order of the input, weighing 1 together, those not counted 0', () => {
  fc.assert(
    fc.property(anyRun, (input) => {
      const { attempts } = scoreParts(input, profile);

      expect(attempts.map(({ taskId, repeat }) => [taskId, repeat])).toEqual(
        input.tasks.flatMap(({ id, attempts: own }) => own.map(({ repeat }) => [id, repeat])),
      );
      expect(attempts.reduce((sum, { weight }) => sum + weight!, 0)).toBeCloseTo(1, 9);
      for (const { quality, weight } of attempts) expect(weight === 0).toBe(quality === undefined);
    }),
    { numRuns: 50 },
  );
});

test('the parts add up to the scores', () => {
  fc.assert(
    fc.property(anyRun, (input) => {
      const { attempts, speed } = scoreParts(input, profile);
      const scores = scoreRun(input, { profile, seed: [] });
      const total = (term: (attempt: (typeof attempts)[number]) => number) =>
        attempts.reduce((sum, attempt) => sum + attempt.weight! * attempt.credit * term(attempt), 0);

      expect(speed?.credit).toBeCloseTo(
        total(() => 1),
        9,
      );
      expect(speed?.first).toBeCloseTo(
        total(({ first }) => first.utility),
        9,
      );
      expect(scores.cost?.value).toBeCloseTo(100 * total(({ cost }) => cost.utility), 9);
      expect(scores.streaming?.value).toBeCloseTo(100 * total(({ streaming }) => streaming?.utility ?? 0), 9);
    }),
    { numRuns: 50 },
  );
});

test('without a measured pool there are no weights and no speed', () => {
  const { attempts, speed } = scoreParts({ categories: allCategories, tasks: [scoredTask('a')] }, profile);

  expect(attempts).toMatchObject([{ quality: 1, weight: null }]);
  expect(speed).toBeNull();
});

test('the median lifecycle is infinite once half the weight has no credit', () => {
  const wrong = { attempts: [scoredAttempt({ quality: 0 })] };
  const speedOf = (tasks: readonly ReturnType<typeof scoredTask>[]) =>
    scoreParts({ categories: allCategories.slice(0, 1), tasks }, profile).speed;

  expect(speedOf([scoredTask('a'), scoredTask('b', wrong)])?.p50Ratio).toBe(0.5);
  expect(speedOf([scoredTask('a'), scoredTask('b', wrong), scoredTask('c', wrong)])?.p50Ratio).toBe(Infinity);
});
