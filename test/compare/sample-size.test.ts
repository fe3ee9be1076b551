import { expect, test } from 'vitest';
import { sampleSize } from '../../src/compare/sample-size.js';
import { rngFrom } from '../../src/lib/rng.js';
import type { RunResult } from '../../src/results/run-result.js';
import { sampleResult } from '../support/sample-comparison.js';

/** Three repeats; each attempt is a toss of its own. */
const tosses = sampleResult('run-a', {
  tasksPerCategory: 8,
  repeat: 3,
  script: ({ attemptId }) => ({ quality: rngFrom('toss', attemptId).next() < 0.5 ? 1 : 0 }),
});

function withQualities(of: (taskId: string, repeat: number) => number): RunResult {
  const attempts = tosses.attempts.map((row) => ({ ...row, countedQuality: of(row.taskId, row.repeat) }));
  return { ...tosses, attempts };
}

test('noise alone: tasks needed are 2 z^2 var / (repeats drop^2)', () => {
  const { attempts, tasks } = tosses;
  const quality = tasks.filter(({ category }) => ['chat', 'research', 'tools'].includes(category));
  const variances = quality.map(({ id }) => {
    const own = attempts.flatMap(({ taskId, countedQuality }) =>
      taskId === id ? [countedQuality ?? 0] : [],
    );
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    return own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (own.length - 1);
  });
  const variance = variances.reduce((sum, value) => sum + value, 0) / variances.length;
  const plan = sampleSize(tosses, { score: 'quality', detect: 10 });

  expect(plan).toMatchObject({ tasks: 24, clusters: 24, detect: 10 });
  expect(plan?.value).toBeCloseTo(tosses.scores.quality!.value, 9);
  for (const { repeat, ifAllLoseAlike } of plan!.rows)
    expect(ifAllLoseAlike).toBe(Math.ceil((2.487 ** 2 * 2 * variance * 100 ** 2) / repeat / 10 ** 2));
});

test('twice the drop takes a quarter of the tasks, and more repeats take fewer tasks', () => {
  const [small, large] = [5, 10].map((detect) => sampleSize(tosses, { score: 'quality', detect })!.rows);

  expect(small![0]!.ifAllLoseAlike / large![0]!.ifAllLoseAlike).toBeCloseTo(4, 1);
  expect(small!.map(({ ifAllLoseAlike }) => ifAllLoseAlike)).toEqual(
    small!.map(({ ifAllLoseAlike }) => ifAllLoseAlike).toSorted((left, right) => right - left),
  );
});

test('tasks that always end alike have no noise, yet it takes five to show anything, and more if some break', () => {
  const plan = sampleSize(
    withQualities(() => 1),
    { score: 'quality', detect: 10 },
  )!;

  expect(plan.withinShare).toBe(0);
  expect(plan.rows.map(({ ifAllLoseAlike }) => ifAllLoseAlike)).toEqual([5, 5, 5, 5]);
  // s (1 - s) z^2 / drop^2, s = 0.1
  expect(plan.rows[0]!.ifSomeBreak).toBe(Math.ceil((0.1 * 0.9 * 2.487 ** 2) / 0.1 ** 2));
});

test('the smallest drop that the run itself would show needs as many tasks as it has', () => {
  for (const { seenFrom, repeat } of sampleSize(tosses, { score: 'quality', detect: 10 })!.rows) {
    const rowAt = (detect: number) =>
      sampleSize(tosses, { score: 'quality', detect })!.rows.find((row) => row.repeat === repeat)!;
    expect(rowAt(seenFrom.ifAllLoseAlike * 1.0001).ifAllLoseAlike).toBe(24);
    if (seenFrom.ifSomeBreak !== null) expect(rowAt(seenFrom.ifSomeBreak * 1.0001).ifSomeBreak).toBe(24);
  }
});

test('one attempt a task cannot tell noise from tasks: all of it is taken for noise', () => {
  const once = { ...tosses, attempts: tosses.attempts.filter(({ repeat }) => repeat === 0) };
  const plan = sampleSize(once, { score: 'quality', detect: 10 })!;

  expect(plan.withinShare).toBeNull();
  expect(plan.rows[0]!.ifAllLoseAlike).toBeGreaterThan(0);
});

test('every score can be planned for, and one that was not measured cannot', () => {
  for (const score of ['composite', 'speed', 'cost', 'streaming', 'modality'] as const)
    expect(sampleSize(tosses, { score, detect: 5 })!.rows[0]!.ifAllLoseAlike).toBeGreaterThan(0);

  const without = { ...tosses, scores: { ...tosses.scores, speed: null } };
  expect(sampleSize(without, { score: 'speed', detect: 5 })).toBeUndefined();
});

test('a score lower than the drop has no tasks that could break', () => {
  const plan = sampleSize(
    withQualities((id) => (id === 'chat-1' ? 1 : 0)),
    { score: 'quality', detect: 50 },
  )!;

  expect(plan.rows[0]!.ifSomeBreak).toBeNull();
});
