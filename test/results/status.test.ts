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

test('a category without tasks names the filter', () => {
  expect(reasonsWithout((id) => id.startsWith('streaming'))).toEqual({
    status: 'partial',
    statusReasons: ['the filter left out streaming'],
  });
});

test('a category whose attempts could not be graded is another reason', () => {
  const run = sampleRun({
    tasksPerCategory: 3,
    script: ({ category }) => (category === 'tools' ? { verdict: 'n_a', quality: 0 } : {}),
  });

  expect(assemble(run).statusReasons).toEqual([
    'no attempt in tools could be counted (not graded, or its twin is missing)',
  ]);
});

test('a kind that a filter left out is named', () => {
  expect(reasonsWithout((id) => id === 'multimodal-3').statusReasons).toEqual([
    'the filter left out all artifact_output tasks',
  ]);
});

test('whatever a filter left out is one reason', () => {
  expect(reasonsWithout((id) => !id.startsWith('chat')).statusReasons).toEqual([
    'the filter left out research, tools, streaming and multimodal',
  ]);
  expect(
    reasonsWithout((id) => id.startsWith('tools') || ['multimodal-2', 'multimodal-3'].includes(id))
      .statusReasons,
  ).toEqual(['the filter left out tools and the twins of the pairs in multimodal']);
});

test('a kind of which no attempt was counted is named', () => {
  const run = sampleRun({
    tasksPerCategory: 3,
    script: ({ taskId }) => (taskId === 'multimodal-3' ? { verdict: 'n_a', quality: 0 } : {}),
  });

  expect(assemble(run).statusReasons).toEqual([
    'no attempt in kind artifact_output could be counted (not graded, or its twin is missing)',
  ]);
});

test('categories that an interrupted run did not get to are one reason', () => {
  const records = whole.records.filter(({ taskId }) => /^(chat|research|multimodal)/u.test(taskId));

  expect(assemble({ header: whole.header, records }).statusReasons).toEqual([
    'no attempt was made in tools and streaming',
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
