import { expect, test } from 'vitest';
import { assemble } from '../../src/results/assemble.js';
import { sampleRun, type SampleAttempt } from '../support/sample-run.js';

/** Too few for intervals, which would take their time. */
const tasksPerCategory = 4;

function resultOf(repeat: number, passes: (attempt: SampleAttempt) => boolean) {
  const script = (attempt: SampleAttempt) => ({ quality: passes(attempt) ? 1 : 0 });
  return assemble(sampleRun({ tasksPerCategory, repeat, script }));
}

test('a run without repeats has no such block', () => {
  expect(assemble(sampleRun({ tasksPerCategory }))).not.toHaveProperty('repeats');
});

test('pass@k and pass^k are means over tasks, for every k up to the repeats', () => {
  // Of 4 tasks in each of 5 categories the first passes 1 of 3 times, the others always.
  const { repeats } = resultOf(3, ({ taskId, repeat }) => !taskId.endsWith('-1') || repeat === 0);

  expect(repeats?.passCurve.map(({ k, tasks }) => [k, tasks])).toEqual([
    [1, 20],
    [2, 20],
    [3, 20],
  ]);
  // The two of the pair share the smaller quality: 6 tasks with 1 of 3.
  expect(repeats?.passCurve.map(({ passAt }) => passAt)).toEqual([
    expect.closeTo((14 + 6 / 3) / 20, 12),
    expect.closeTo((14 + (6 * 2) / 3) / 20, 12),
    1,
  ]);
  expect(repeats?.passCurve.map(({ passAll }) => passAll)).toEqual([
    expect.closeTo((14 + 6 / 3) / 20, 12),
    expect.closeTo(14 / 20, 12),
    expect.closeTo(14 / 20, 12),
  ]);
  expect(repeats?.categories.find(({ name }) => name === 'chat')?.passCurve[2]).toEqual({
    k: 3,
    tasks: 4,
    passAt: 1,
    passAll: expect.closeTo(3 / 4, 12) as number,
  });
});

test('a task with an attempt that was not counted is left out of the larger k alone', () => {
  const { repeats } = assemble(
    sampleRun({
      tasksPerCategory,
      repeat: 2,
      script: ({ attemptId }) =>
        attemptId === 'chat-1#1' ? { outcome: { status: 'harness_error', detail: 'ours' } } : { quality: 1 },
    }),
  );

  expect(repeats?.passCurve.map(({ tasks }) => tasks)).toEqual([20, 19]);
});

test('flakes stand by closeness to a half, and say whether the input changed too', () => {
  const run = sampleRun({
    tasksPerCategory,
    repeat: 4,
    script: ({ taskId, repeat }) => ({
      quality: (taskId === 'chat-1' && repeat < 3) || (taskId === 'chat-2' && repeat < 2) ? 0 : 1,
    }),
  });
  const records = run.records.map((record) =>
    record.taskId === 'chat-1' ? { ...record, variant: record.repeat } : record,
  );
  const { repeats } = assemble({ ...run, records });

  expect(repeats?.flakes).toEqual([
    { taskId: 'chat-2', category: 'chat', passed: 2, counted: 4, variants: 1 },
    { taskId: 'chat-1', category: 'chat', passed: 1, counted: 4, variants: 4 },
  ]);
});

test('variance is told apart: between tasks where each is always the same, within where all are alike', () => {
  const steady = resultOf(3, ({ taskId }) => taskId.endsWith('-3')).repeats;
  const tossed = resultOf(3, ({ repeat }) => repeat === 0).repeats;

  expect(steady?.variance).toMatchObject({ within: 0, shareBetween: 1 });
  expect(tossed?.variance).toMatchObject({ between: 0, shareBetween: 0 });
  expect(tossed?.tasks).toHaveLength(20);
  expect(tossed?.tasks[0]?.variance).toBeCloseTo(1 / 3, 12);
  expect(resultOf(2, () => true).repeats?.variance?.shareBetween).toBeNull();
});
