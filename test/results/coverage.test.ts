import { expect, test } from 'vitest';
import { assemble } from '../../src/results/assemble.js';
import { sampleRun, type SampleAttempt, type SampleScript } from '../support/sample-run.js';

/** 5 tasks, one a category; the multimodal one feeds modality and has no twin. */
function coverageWhere(script: (attempt: SampleAttempt) => SampleScript) {
  return assemble(sampleRun({ tasksPerCategory: 1, script })).coverage;
}

test('wrong and failed answers are covered: they are graded', () => {
  const { share, errorShare } = coverageWhere(({ category }) =>
    category === 'chat'
      ? { outcome: { status: 'miner_error', kind: 'empty', detail: 'nothing' } }
      : { quality: 0 },
  );

  expect(share).toBeCloseTo(1);
  expect(errorShare).toBe(0);
});

test.each<[string, SampleScript, number]>([
  ['our own error', { outcome: { status: 'harness_error', detail: 'ours' } }, 0.2],
  ['a judge that failed', { verdict: 'error', quality: 0 }, 0.2],
  ['a criterion nobody could apply', { verdict: 'n_a', quality: 0 }, 0],
])(
  '%s lowers coverage by its task, and counts as error only where it is one',
  (_what, script, errorShare) => {
    const coverage = coverageWhere(({ category }) => (category === 'chat' ? script : {}));

    expect(coverage.share).toBeCloseTo(0.8);
    expect(coverage.errorShare).toBeCloseTo(errorShare);
    expect(coverage.excludedTasks).toContain('chat-1');
  },
);

test('attempts that were never made are not covered and are nobody’s error', () => {
  const { header, records } = sampleRun({ tasksPerCategory: 1, repeat: 2 });
  const { share, errorShare } = assemble({ header, records: records.slice(0, 5) }).coverage;

  expect(share).toBeCloseTo(0.5);
  expect(errorShare).toBe(0);
});

test('a grade that left a part of its weight out covers the rest', () => {
  const { header, records } = sampleRun({ tasksPerCategory: 1 });
  const partly = records.map((record) =>
    record.taskId === 'chat-1' ? { ...record, grade: { ...record.grade, coverage: 0.75 } } : record,
  );

  expect(assemble({ header, records: partly }).coverage.share).toBeCloseTo(0.95);
});
