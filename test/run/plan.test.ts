import { expect, test } from 'vitest';
import { planAttempts } from '../../src/run/plan.js';
import { remainingAttempts } from '../../src/run/resume.js';
import { loadSuite } from '../../src/suite/load-suite.js';

const { tasks } = await loadSuite('public/smoke', {});
const idsOf = (plan: ReturnType<typeof planAttempts>) => plan.map(({ attemptId }) => attemptId);

test('every task is planned once a repeat, and no id twice', () => {
  const plan = planAttempts({ tasks, repeat: 3, seed: '1' });

  expect(plan).toHaveLength(tasks.length * 3);
  expect(new Set(idsOf(plan)).size).toBe(plan.length);
  for (const task of tasks) expect(plan.filter(({ task: { id } }) => id === task.id)).toHaveLength(3);
});

test('the same seed plans the same order, variants and nonces; another seed others', () => {
  const [first, again, other] = ['1', '1', '2'].map((seed) => planAttempts({ tasks, repeat: 2, seed }));

  expect(again).toEqual(first);
  expect(idsOf(other!)).not.toEqual(idsOf(first!));
  expect(other!.map(({ task }) => task.nonce)).not.toEqual(first!.map(({ task }) => task.nonce));
});

test('repeats come as rounds: none of a task comes before all tasks had the one before', () => {
  const plan = planAttempts({ tasks, repeat: 3, seed: '1' });

  expect(plan.map(({ repeat }) => repeat)).toEqual([0, 1, 2].flatMap((repeat) => tasks.map(() => repeat)));
});

test('a repeat of a task with variants shows other values', () => {
  const plan = planAttempts({ tasks, repeat: 2, seed: '1' });
  const varied = tasks.find(({ variants }) => variants.length > 1)!;

  const [first, second] = plan.filter(({ task: { id } }) => id === varied.id);

  expect(first!.task.variant).not.toBe(second!.task.variant);
});

test('what is left of a plan is what has no record', () => {
  const plan = planAttempts({ tasks, repeat: 1, seed: '1' });
  const done = plan.slice(2, 5).map(({ attemptId }) => ({ attemptId }));

  const left = remainingAttempts(plan, done);

  expect(idsOf(left)).toEqual(idsOf(plan).filter((_, index) => index < 2 || index >= 5));
});
