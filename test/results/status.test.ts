import { expect, test } from 'vitest';
import { assemble } from '../../src/results/assemble.js';
import { sampleHeader, sampleRun } from '../support/sample-run.js';

const whole = sampleRun({ tasksPerCategory: 3 });

function reasonsWithout(isLeftOut: (taskId: string) => boolean) {
  const header = {
    ...whole.header,
    tasks: whole.header.tasks.filter(({ id }) => !isLeftOut(id)),
    order: whole.header.order.filter((id) => !isLeftOut(id)),
  };
  const { status, statusReasons } = assemble({
    header,
    records: whole.records.filter(({ taskId }) => !isLeftOut(taskId)),
  });
  return { status, statusReasons };
}

test('nothing left out is complete', () => {
  expect(reasonsWithout(() => false)).toEqual({ status: 'complete', statusReasons: [] });
});

test('a category without tasks names the filter and every dimension it took along', () => {
  expect(reasonsWithout((id) => id.startsWith('streaming'))).toEqual({
    status: 'partial',
    statusReasons: [
      'category streaming: a filter left all its tasks out, so speed, cost and streaming could not be measured',
    ],
  });
});

test('a category whose attempts could not be graded is another reason', () => {
  const run = sampleRun({
    tasksPerCategory: 3,
    script: ({ category }) => (category === 'tools' ? { verdict: 'n_a', quality: 0 } : {}),
  });

  expect(assemble(run).statusReasons).toEqual([
    'category tools: none of its attempts could be graded, so quality, speed, cost and streaming could not be measured',
  ]);
});

test('a kind without a counted task is named', () => {
  expect(reasonsWithout((id) => id === 'multimodal-3').statusReasons).toEqual([
    'kind artifact_output: no attempt was counted, so modality could not be measured',
  ]);
});

test('a suite that declares nothing for a dimension says so', () => {
  const header = sampleHeader({ tasksPerCategory: 3 });
  const isKept = (id: string) => !id.startsWith('multimodal');
  const categories = Object.fromEntries(
    Object.entries(header.suite.categories).filter(([name]) => isKept(name)),
  );
  const run = {
    header: {
      ...header,
      suite: { ...header.suite, categories },
      tasks: header.tasks.filter(({ id }) => isKept(id)),
      order: header.order.filter(isKept),
    },
    records: whole.records.filter(({ taskId }) => isKept(taskId)),
  };

  expect(assemble(run).statusReasons).toEqual(['the suite has no category that feeds modality']);
});
