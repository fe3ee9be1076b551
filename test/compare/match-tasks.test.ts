import { expect, test } from 'vitest';
import { matchTasks } from '../../src/compare/match-tasks.js';
import type { RunResult } from '../../src/results/run-result.js';
import { allRight, sampleResult } from '../support/sample-comparison.js';

const whole = sampleResult('run-a', allRight.options);

function without(id: string): RunResult {
  return {
    ...whole,
    tasks: whole.tasks.filter((task) => task.id !== id),
    attempts: whole.attempts.filter(({ taskId }) => taskId !== id),
  };
}

function notCounted(id: string): RunResult {
  const attempts = whole.attempts.map((row) => (row.taskId === id ? { ...row, countedQuality: null } : row));
  return { ...whole, attempts };
}

test('tasks of one side, and tasks counted on one side, are listed and not compared', () => {
  const matched = matchTasks(
    [without('chat-1')],
    [{ ...notCounted('tools-2'), tasks: without('chat-2').tasks }],
  );

  expect(matched.onlyBase).toEqual(['chat-2']);
  expect(matched.onlyCandidate).toEqual(['chat-1']);
  expect(matched.notCounted).toEqual(['tools-2']);
  expect(matched.compared).toHaveLength(22);
});

test('several runs of a side pool their attempts', () => {
  const { compared } = matchTasks([whole, without('chat-1')], [whole]);
  const counts = new Map(
    compared.map(({ task, base, candidate }) => [task.id, [base.length, candidate.length]]),
  );

  expect(counts.get('chat-1')).toEqual([1, 1]);
  expect(counts.get('chat-2')).toEqual([2, 1]);
});
