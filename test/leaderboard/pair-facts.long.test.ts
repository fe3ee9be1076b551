import { expect, test } from 'vitest';
import { pairFacts } from '../../src/leaderboard/pair-facts.js';
import { assemble } from '../../src/results/assemble.js';
import type { RunHeader } from '../../src/results/run-header.js';
import { sampleRun, type SampleAttempt, type SampleScript } from '../support/sample-run.js';

function result(script: (attempt: SampleAttempt) => SampleScript, header: Partial<RunHeader> = {}) {
  const slow = { quality: 1, firstMs: 900, stepMs: 120 };
  return assemble(sampleRun({ repeat: 5, header, script: (attempt) => ({ ...slow, ...script(attempt) }) }), {
    finishedAt: '2026-01-22T15:00:00.000Z',
  });
}

const wrong = (attempt: SampleAttempt) => ({ quality: /-[45]$/u.test(attempt.taskId) ? 0 : 1 });
const holder = result(wrong);

test('right answers are a lead that holds without times', () => {
  const { effect, low, holdsWithoutTimes, obstacles } = pairFacts(
    holder,
    result(() => ({})),
  );

  expect(obstacles).toEqual([]);
  expect(effect).toBeGreaterThan(5);
  expect(low).toBeGreaterThan(0);
  expect(holdsWithoutTimes).toBe(true);
});

test('a quick hour is a lead, and does not hold without times', () => {
  const quick = result((attempt) => ({ ...wrong(attempt), firstMs: 100, stepMs: 10 }));
  const { effect, low, holdsWithoutTimes } = pairFacts(holder, quick);

  expect(effect).toBeGreaterThan(0.5);
  expect(low).toBeGreaterThan(0);
  expect(holdsWithoutTimes).toBe(false);
});

test('the same again is no lead, and another seed cannot be compared', () => {
  expect(pairFacts(holder, holder)).toMatchObject({ effect: 0, holdsWithoutTimes: false });
  expect(
    pairFacts(
      holder,
      result(() => ({}), { seed: 'another' }),
    ),
  ).toMatchObject({
    obstacles: [expect.stringMatching(/^the seeds differ/u) as string],
    effect: null,
  });
});
