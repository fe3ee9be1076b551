import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rngFrom, shuffled } from '../../src/lib/rng.js';
import { janusComposite as profile } from '../../src/scoring/profile.js';
import { scoreRun } from '../../src/scoring/score-run.js';
import type { ScoreInput } from '../../src/scoring/score-input.js';
import { dimensions } from '../../src/scoring/scores.js';
import {
  allCategories,
  anyRun,
  scoredAttempt,
  scoredExchange,
  scoredRun,
  scoredTask,
} from '../support/scored-run.js';

const scoreOf = (input: ScoreInput, seed: readonly (string | number)[] = ['suite', 1]) =>
  scoreRun(input, { profile, seed });

/** Some right and some wrong, some quick and some slow. */
function mixedRun(perCategory: number, repeats = 2): ScoreInput {
  const rng = rngFrom('mixed', perCategory);
  return scoredRun({ perCategory, repeats }, () =>
    scoredAttempt({
      quality: rng.next() < 0.6 ? 1 : 0,
      exchanges: [scoredExchange({ endMs: 1_500 + 8_000 * rng.next() })],
    }),
  );
}

function without(category: string, input: ScoreInput): ScoreInput {
  return { ...input, tasks: input.tasks.filter((task) => task.category !== category) };
}

describe('what was not measured is null', () => {
  test('a quality category: all but modality', () => {
    const scores = scoreOf(without('coding', mixedRun(2)));

    expect(scores).toMatchObject({
      composite: null,
      quality: null,
      speed: null,
      cost: null,
      streaming: null,
    });
    expect(scores.modality).not.toBeNull();
  });

  test('a category that feeds nothing: efficiency, whose pool it is in', () => {
    const scores = scoreOf(without('streaming', mixedRun(2)));

    expect(scores).toMatchObject({ composite: null, speed: null, cost: null, streaming: null });
    expect(scores.quality).not.toBeNull();
  });

  test('every attempt of a modality kind: modality and the composite', () => {
    const run = mixedRun(2);
    const scores = scoreOf({ ...run, tasks: run.tasks.filter(({ kind }) => kind !== 'artifact_output') });

    expect(scores).toMatchObject({ composite: null, modality: null });
    expect(scores.speed).not.toBeNull();
  });

  test('a run without any task: everything', () => {
    expect(scoreOf({ categories: allCategories, tasks: [] })).toEqual({
      composite: null,
      quality: null,
      speed: null,
      cost: null,
      streaming: null,
      modality: null,
    });
  });
});

describe('intervals', () => {
  test('every score of a run of 12 tasks a category has one, within 0 to 100, around its value', () => {
    const scores = scoreOf(mixedRun(12));

    for (const name of [...dimensions, 'composite'] as const) {
      const { value, low, high } = scores[name]!;
      expect(low, name).toBeGreaterThanOrEqual(0);
      expect(low, name).toBeLessThan(value);
      expect(high, name).toBeGreaterThan(value);
      expect(high, name).toBeLessThanOrEqual(100);
    }
  });

  test('a category of four tasks takes the interval from all that rests on it', () => {
    const run = mixedRun(12);
    const tasks = run.tasks.filter(({ category, id }) => category !== 'chat' || /-[0-3]$/.test(id));
    const scores = scoreOf({ ...run, tasks });

    for (const name of ['composite', 'quality', 'speed', 'cost', 'streaming'] as const)
      expect(scores[name], name).toMatchObject({ low: null, high: null });
    expect(scores.modality?.low).not.toBeNull();
  });

  test('five tasks are no five where a counted attempt is missing', () => {
    const run = mixedRun(5);
    const counted = scoreOf(run);
    const tasks = run.tasks.map((task) =>
      task.id === 'chat-0'
        ? { ...task, attempts: task.attempts.map((attempt) => ({ ...attempt, quality: undefined })) }
        : task,
    );

    expect(counted.quality?.low).not.toBeNull();
    expect(scoreOf({ ...run, tasks }).quality?.low).toBeNull();
  });

  test('twelve tasks of two templates have no spread to measure', () => {
    const run = mixedRun(12);
    const tasks = run.tasks.map((task, index) => ({ ...task, template: `${task.category}-${index % 2}` }));

    expect(scoreOf({ ...run, tasks }).quality).toMatchObject({ low: null, high: null });
  });

  test('equal tasks have no interval', () => {
    expect(scoreOf(scoredRun({ perCategory: 6, repeats: 1 }, () => scoredAttempt())).quality).toEqual({
      value: 100,
      low: null,
      high: null,
    });
  });

  test('repeats of a task narrow nothing: the spread between tasks stays', () => {
    const once = mixedRun(12, 1);
    const thrice = {
      ...once,
      tasks: once.tasks.map((task) => ({
        ...task,
        attempts: [0, 1, 2].flatMap((repeat) => task.attempts.map((attempt) => ({ ...attempt, repeat }))),
      })),
    };

    expect(scoreOf(thrice).quality!.low).toBeCloseTo(scoreOf(once).quality!.low!, 6);
  });

  test('tasks of one template count as one: twins of every task narrow nothing', () => {
    const run = mixedRun(12, 1);
    const twins = {
      ...run,
      tasks: [...run.tasks, ...run.tasks.map((task) => ({ ...task, id: `${task.id}-twin` }))],
    };
    const own = { ...twins, tasks: twins.tasks.map((task) => ({ ...task, template: task.id })) };
    const width = ({ quality }: ReturnType<typeof scoreOf>) => quality!.high! - quality!.low!;

    expect(width(scoreOf(twins)) / width(scoreOf(run))).toBeCloseTo(1, 1);
    expect(width(scoreOf(own)) / width(scoreOf(run))).toBeLessThan(0.8);
  });

  test('the seed moves intervals and nothing else', () => {
    const [one, same, other] = [
      ['s', 1],
      ['s', 1],
      ['s', 2],
    ].map((seed) => scoreOf(mixedRun(12), seed));

    expect(same).toEqual(one);
    expect(other!.quality!.low).not.toBe(one!.quality!.low);
    expect(other!.quality!.value).toBe(one!.quality!.value);
  });
});

test('the order of categories, tasks and attempts changes no bit', () => {
  fc.assert(
    fc.property(anyRun, fc.nat(), (input, seed) => {
      const rng = rngFrom(seed);
      const other = {
        categories: shuffled(input.categories, rng),
        tasks: shuffled(input.tasks, rng).map((task) => ({
          ...task,
          attempts: shuffled(task.attempts, rng),
        })),
      };

      expect(JSON.stringify(scoreOf(other))).toBe(JSON.stringify(scoreOf(input)));
    }),
    { numRuns: 60 },
  );
});

test('order changes no bit of an interval either', () => {
  const run = mixedRun(6);

  expect(scoreOf({ ...run, tasks: run.tasks.toReversed() })).toEqual(scoreOf(run));
});

test('an attempt that is not counted changes nothing', () => {
  const plain = scoreOf({ categories: allCategories.slice(0, 1), tasks: [scoredTask('a')] });
  const excluded = scoreOf({
    categories: allCategories.slice(0, 1),
    tasks: [
      scoredTask('a', { attempts: [scoredAttempt(), scoredAttempt({ repeat: 1, quality: undefined })] }),
    ],
  });

  expect(excluded).toEqual(plain);
});
