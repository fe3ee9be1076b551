import { expect, test } from 'vitest';
import { flipsOf } from '../../src/compare/flips.js';
import { matchTasks, type MatchedTask } from '../../src/compare/match-tasks.js';
import { allRight, sampleResult } from '../support/sample-comparison.js';

const result = sampleResult('run-a', allRight.options);
const [sample] = matchTasks([result], [result]).compared;

function matched(id: string, base: readonly number[], candidate: readonly number[]): MatchedTask {
  const rows = (qualities: readonly number[]) =>
    qualities.map((countedQuality, repeat) => ({
      ...sample!.base[0]!,
      attemptId: `${id}#${repeat}`,
      countedQuality,
    }));
  return { task: { ...sample!.task, id }, base: rows(base), candidate: rows(candidate) };
}

test('a task flips when half of its attempts pass on one side and fewer on the other', () => {
  const flips = flipsOf([
    matched('same', [1, 1, 0], [1, 0, 1]),
    matched('lost', [1, 1, 0], [0, 0, 1]),
    matched('won', [0, 0], [1, 0]),
    matched('worse-but-failed-before', [0.9, 0.9], [0, 0]),
  ]);

  expect(flips.map(({ taskId, change }) => [taskId, change])).toEqual([
    ['won', 'won'],
    ['lost', 'lost'],
  ]);
});

test('the largest change comes first, and of equal ones what was lost', () => {
  const flips = flipsOf([matched('a', [0], [1]), matched('b', [1], [0]), matched('c', [1, 1, 0], [0, 0, 0])]);

  expect(flips.map(({ taskId }) => taskId)).toEqual(['b', 'a', 'c']);
});

test('each side names an attempt that shows the difference', () => {
  expect(flipsOf([matched('t', [0, 1, 1], [1, 0, 0])])[0]).toMatchObject({
    base: { passed: 2, attempts: 3, attemptId: 't#1' },
    candidate: { passed: 1, attempts: 3, attemptId: 't#1', quality: 1 / 3 },
  });
});

test('both sides name the same repeat where there is one that shows it, since repeats ask different variants', () => {
  expect(flipsOf([matched('t', [1, 1, 1], [1, 0, 0])])[0]).toMatchObject({
    base: { attemptId: 't#1' },
    candidate: { attemptId: 't#1' },
  });
  expect(flipsOf([matched('t', [0, 1, 0, 0], [1, 0, 1, 1])])[0]).toMatchObject({
    base: { attemptId: 't#0' },
    candidate: { attemptId: 't#0' },
  });
  expect(flipsOf([matched('t', [1, 0], [0, 0])])[0]).toMatchObject({
    base: { attemptId: 't#0' },
    candidate: { attemptId: 't#0' },
  });
});
