import { expect, test } from 'vitest';
import { scoreInputOf } from '../../src/results/score-input-of.js';
import { sampleRun, type SampleScript } from '../support/sample-run.js';

function attemptOf(script: SampleScript, taskId = 'chat-1') {
  const { header, records } = sampleRun({
    tasksPerCategory: 2,
    script: (attempt) => (attempt.taskId === taskId ? script : { quality: 1 }),
  });
  return scoreInputOf(header, records)
    .tasks.find(({ id }) => id === taskId)!
    .attempts.at(0)!;
}

test('every declared category is there, also one whose tasks a filter left out', () => {
  const { header, records } = sampleRun({ tasksPerCategory: 1 });
  const filtered = { ...header, tasks: header.tasks.filter(({ category }) => category !== 'tools') };
  const input = scoreInputOf(filtered, records);

  expect(input.categories.map(({ name }) => name)).toContain('tools');
  expect(input.tasks.map(({ category }) => category)).not.toContain('tools');
});

test('a task without a finished attempt stays, with none', () => {
  const { header } = sampleRun({ tasksPerCategory: 1 });

  expect(scoreInputOf(header, []).tasks.every(({ attempts }) => attempts.length === 0)).toBe(true);
});

test('what the miner failed at counts as 0', () => {
  const failed = attemptOf({ quality: 1, outcome: { status: 'miner_error', kind: 'reset', detail: 'gone' } });

  expect(failed).toMatchObject({ ok: false, quality: 0 });
});

test.each<[string, SampleScript]>([
  ['our own fault', { outcome: { status: 'harness_error', detail: 'ours' } }],
  ['a task that could not be judged', { outcome: { status: 'n_a', detail: 'no fixture' } }],
  ['a grade of n_a', { verdict: 'n_a', quality: 0 }],
  ['a grade of error', { verdict: 'error', quality: 0 }],
])('%s is not counted', (_what, script) => {
  expect(attemptOf(script).quality).toBeUndefined();
});

test('both of a pair get the smaller quality, repeat by repeat', () => {
  const { header, records } = sampleRun({
    tasksPerCategory: 2,
    repeat: 2,
    script: ({ attemptId }) => ({ quality: attemptId === 'multimodal-2#1' ? 0.25 : 1 }),
  });
  const tasks = scoreInputOf(header, records).tasks.filter(({ pair }) => pair === 'chart');

  expect(tasks.map(({ attempts }) => attempts.map(({ quality }) => quality))).toEqual([
    [1, 0.25],
    [1, 0.25],
  ]);
});

test('times start when the connection stands', () => {
  const cold = attemptOf({ connectMs: 500, firstMs: 300, stepMs: 40 });
  const warm = attemptOf({ connectMs: 0, firstMs: 300, stepMs: 40 });

  expect(cold.exchanges[0]?.endMs).toBeCloseTo(warm.exchanges[0]?.endMs ?? 0, 6);
  expect(cold.exchanges[0]?.answerMs).toBeCloseTo(warm.exchanges[0]?.answerMs ?? 0, 6);
  expect(cold.exchanges[0]?.events.map(({ atMs }) => atMs.toFixed(3))).toEqual(
    warm.exchanges[0]?.events.map(({ atMs }) => atMs.toFixed(3)),
  );
});

test('tokens come from all three sources, each kept apart', () => {
  const attempt = attemptOf({ metered: { in: 900, out: 80, calls: 3, cpuSeconds: 1.5 } });

  expect(attempt.tokens.metered).toEqual({ in: 900, out: 80 });
  expect(attempt.tokens.reported?.in).toBe(220);
  expect(attempt.tokens.own.in).toBe(200);
  expect(attempt.calls.metered).toBe(3);
  expect(attempt.computeSeconds.metered).toBe(1.5);
});

test('missing usage is missing, not zero', () => {
  expect(attemptOf({ usage: 'missing' }).tokens.reported).toBeUndefined();
});

test('half a meter reading is none', () => {
  expect(attemptOf({ metered: { out: 80 } }).tokens.metered).toBeUndefined();
});
