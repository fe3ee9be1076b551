import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rngFrom } from '../../src/lib/rng.js';
import { comparedClusters } from '../../src/scoring/compared-layout.js';
import { poolOf } from '../../src/scoring/pool.js';
import { janusComposite as profile } from '../../src/scoring/profile.js';
import { scoreNames } from '../../src/scoring/replicate.js';
import type { ScoredAttempt, ScoredTask, ScoreInput } from '../../src/scoring/score-input.js';
import {
  categoryEffects,
  compositeEffect,
  scoreEffects,
  timelessComposite,
  type AttemptTerms,
  type ComparedTask,
} from '../../src/scoring/score-effects.js';
import { scoreRun } from '../../src/scoring/score-run.js';
import { attemptTerms } from '../../src/scoring/compared-task.js';
import { anyAttempt, allCategories, anyRun } from '../support/scored-run.js';

/** The values are in question here, and a run without intervals is scored a thousand times quicker. */
const withoutIntervals = { ...profile, interval: { ...profile.interval, fewestTasks: 1_000 } };

/** Two runs of the same tasks, every one of which is counted in both. */
const twoRuns = anyRun.chain((run) =>
  fc
    .array(fc.array(anyAttempt, { minLength: 1, maxLength: 3 }), {
      minLength: run.tasks.length,
      maxLength: run.tasks.length,
    })
    .map((others) => ({
      base: counted(run, (task) => task.attempts),
      candidate: counted(run, (_, index) => others[index]!),
    })),
);

function counted(
  run: ScoreInput,
  attemptsOf: (task: ScoredTask, index: number) => readonly ScoredAttempt[],
): ScoreInput {
  return {
    ...run,
    tasks: run.tasks.map((task, index) => ({
      ...task,
      attempts: attemptsOf(task, index).map((attempt, repeat) => ({
        ...attempt,
        quality: attempt.quality ?? 0.75,
        repeat,
      })),
    })),
  };
}

function compared(base: ScoreInput, candidate: ScoreInput): readonly ComparedTask[] {
  const [left, right] = [base, candidate].map((input) => {
    const { tasks } = poolOf(input, profile);
    return new Map(tasks.map(({ task, attempts }) => [task.id, attempts.map(attemptTerms)]));
  });
  return base.tasks.map(({ id, category, template, pair, kind }) => ({
    ...{ id, category, template, pair, kind },
    base: left!.get(id)!,
    candidate: right!.get(id)!,
  }));
}

describe('effects of tasks', () => {
  test('sum to the difference of the two scores, for every score', () => {
    fc.assert(
      fc.property(twoRuns, ({ base, candidate }) => {
        const [before, after] = [base, candidate].map((input) =>
          scoreRun(input, { profile: withoutIntervals, seed: [] }),
        );
        const effects = scoreEffects(compared(base, candidate), allCategories, profile);
        for (const name of scoreNames) {
          const { base: left, candidate: right, effects: own, weights } = effects[name];
          expect(left, name).toBeCloseTo(before![name]!.value, 9);
          expect(right, name).toBeCloseTo(after![name]!.value, 9);
          expect(sum(own!), name).toBeCloseTo(after![name]!.value - before![name]!.value, 9);
          expect(sum(weights!), name).toBeCloseTo(1, 9);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('have the other sign the other way round', () => {
    fc.assert(
      fc.property(twoRuns, ({ base, candidate }) => {
        const there = scoreEffects(compared(base, candidate), allCategories, profile);
        const back = scoreEffects(compared(candidate, base), allCategories, profile);
        for (const name of scoreNames)
          for (const [task, effect] of there[name].effects!.entries())
            expect(effect, name).toBeCloseTo(-back[name].effects![task]!, 9);
      }),
      { numRuns: 15 },
    );
  });

  test('keep to the order of the tasks given', () => {
    const tasks = drawnTasks({ perCategory: 4, repeats: 2 });
    const straight = scoreEffects(tasks, allCategories, profile);
    const reversed = scoreEffects(tasks.toReversed(), allCategories.toReversed(), profile);

    for (const name of scoreNames) {
      const back = [...reversed[name].effects!].reverse();
      for (const [task, effect] of straight[name].effects!.entries())
        expect(back[task]).toBeCloseTo(effect, 9);
    }
  });

  test('of tasks that only changed places cancel in Speed and do not vanish', () => {
    const task = (id: string, base: number, candidate: number): ComparedTask => ({
      ...{ id, category: 'chat', template: id },
      base: [terms({ lifecycleRatio: base })],
      candidate: [terms({ lifecycleRatio: candidate })],
    });
    const tasks = [task('a', 0.5, 0.5), task('b', 0.8, 3), task('c', 3, 0.8), task('d', 6, 6)];

    const { effects } = scoreEffects(tasks, [{ name: 'chat', feeds: 'none', kinds: [] }], profile).speed;

    expect(effects![1]).toBeLessThan(-1);
    expect(effects![1]! + effects![2]!).toBeCloseTo(0, 12);
  });
});

describe('a score is not measured', () => {
  const tasks = drawnTasks({ perCategory: 3, repeats: 1 });

  test('where a category that it rests on has no task on both sides', () => {
    const without = tasks.filter(({ category }) => category !== 'multimodal');
    const { quality, modality, speed, composite } = scoreEffects(without, allCategories, profile);

    expect(quality.effects).toHaveLength(without.length);
    for (const { base, candidate, effects } of [modality, speed, composite])
      expect([base, candidate, effects]).toEqual([null, null, undefined]);
  });

  test('and a task of no declared category is refused', () => {
    expect(() => scoreEffects(tasks, allCategories.slice(1), profile)).toThrow(RangeError);
  });
});

test('a category has the mean quality of its tasks', () => {
  const tasks = drawnTasks({ perCategory: 3, repeats: 2 });
  const { base, effects, weights } = categoryEffects(tasks, allCategories).get('coding')!;
  const own = tasks.filter(({ category }) => category === 'coding');
  const mean = sum(own.map((task) => sum(task.base.map(({ quality }) => quality)) / 2)) / 3;

  expect(base).toBeCloseTo(100 * mean, 9);
  expect([...weights!].filter((weight) => weight > 0)).toEqual([1 / 3, 1 / 3, 1 / 3]);
  expect(effects).toHaveLength(tasks.length);
  expect(categoryEffects([], allCategories).get('coding')!.base).toBeNull();
});

test('the composite can be split over some of its dimensions alone, at their weights', () => {
  const parts = scoreEffects(drawnTasks({ perCategory: 3, repeats: 2 }), allCategories, profile);
  const timeless = compositeEffect(parts, profile, ['quality', 'cost', 'modality']);
  const timeMade = compositeEffect(parts, profile, ['speed', 'streaming']);

  expect(timeless.base! + timeMade.base!).toBeCloseTo(parts.composite.base!, 9);
  expect(sum(timeless.effects!) + sum(timeMade.effects!)).toBeCloseTo(sum(parts.composite.effects!), 9);
  expect(sum(timeless.weights!)).toBeCloseTo(1, 9);
});

test('what drift leaves alone has no Speed, no Streaming and no Cost of waiting', () => {
  const tasks = drawnTasks({ perCategory: 3, repeats: 2 });
  const slower = tasks.map((task) => ({
    ...task,
    candidate: task.base.map((attempt) => ({
      ...attempt,
      lifecycleRatio: attempt.lifecycleRatio === null ? null : attempt.lifecycleRatio * 1.1,
      costUtility: attempt.costUtility * 0.9,
      timelessCostUtility: attempt.costUtility,
    })),
  }));
  const parts = scoreEffects(slower, allCategories, profile);

  expect(sum(parts.composite.effects!)).toBeLessThan(-0.1);
  expect(sum(parts.timelessCost.effects!)).toBeCloseTo(0, 12);
  expect(sum(timelessComposite(parts, profile).effects!)).toBeCloseTo(0, 12);
});

test('clusters come in the order of the tasks, whatever their categories', () => {
  const task = (id: string, category: string, template: string): ComparedTask => ({
    ...{ id, category, template },
    base: [terms({})],
    candidate: [terms({})],
  });
  const tasks = [
    task('a', 'coding', 't'),
    task('b', 'chat', 't'),
    task('c', 'coding', 't'),
    task('d', 'chat', 'u'),
  ];

  const { strata, clusterOf } = comparedClusters(tasks, allCategories);

  expect(strata).toEqual([2, 1, 0, 0]);
  expect([...clusterOf]).toEqual([2, 0, 2, 1]);
});

function terms(changes: Partial<AttemptTerms>): AttemptTerms {
  return {
    ...{ quality: 1, credit: 1, firstUtility: 1, lifecycleRatio: 1, costUtility: 1, streamingUtility: 1 },
    ...changes,
  };
}

function drawnTasks({ perCategory, repeats }: { perCategory: number; repeats: number }) {
  const rng = rngFrom('score effects');
  const side = () =>
    Array.from({ length: repeats }, () => {
      const credit = rng.next() < 0.7 ? 1 : 0;
      return {
        ...{ quality: credit, credit, firstUtility: rng.next(), costUtility: rng.next() },
        lifecycleRatio: credit > 0 ? 12 * rng.next() : null,
        streamingUtility: rng.next(),
      };
    });
  return allCategories.flatMap(({ name, kinds }) =>
    Array.from({ length: perCategory }, (_, index): ComparedTask => {
      const id = `${name}-${index}`;
      const kind = kinds[index % Math.max(1, kinds.length)];
      return { ...{ id, category: name, template: id, kind }, base: side(), candidate: side() };
    }),
  );
}

function sum(values: Iterable<number>): number {
  return [...values].reduce((total, value) => total + value, 0);
}
