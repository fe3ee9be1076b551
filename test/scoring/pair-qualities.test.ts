import { expect, test } from 'vitest';
import { pairQualities } from '../../src/scoring/pair-qualities.js';
import type { ScoredAttempt, ScoredTask } from '../../src/scoring/score-input.js';
import { scoredAttempt, scoredTask } from '../support/scored-run.js';

function paired(id: string, attempts: readonly Partial<ScoredAttempt>[]): ScoredTask {
  return scoredTask(id, {
    pair: 'p',
    attempts: attempts.map((changes, repeat) => scoredAttempt({ repeat, ...changes })),
  });
}

const qualities = (tasks: readonly ScoredTask[]) =>
  pairQualities(tasks).map(({ attempts }) => attempts.map(({ quality }) => quality));

test('each repeat of both gets the smaller quality of that repeat', () => {
  expect(
    qualities([
      paired('a', [{ quality: 1 }, { quality: 0.6 }]),
      paired('b', [{ quality: 0.2 }, { quality: 0.9 }]),
    ]),
  ).toEqual([
    [0.2, 0.6],
    [0.2, 0.6],
  ]);
});

test('repeats are matched by number, not by place', () => {
  expect(
    qualities([
      paired('a', [{ quality: 1 }, { quality: 0.5 }]),
      paired('b', [
        { repeat: 1, quality: 1 },
        { repeat: 0, quality: 0 },
      ]),
    ]),
  ).toEqual([
    [0, 0.5],
    [0.5, 0],
  ]);
});

test('an attempt that failed takes its twin down, whatever quality it came with', () => {
  expect(qualities([paired('a', [{}]), paired('b', [{ ok: false, quality: 1 }])])).toEqual([[0], [0]]);
});

test('where one is not counted the other is not either', () => {
  expect(qualities([paired('a', [{ quality: 1 }]), paired('b', [{ quality: undefined }])])).toEqual([
    [undefined],
    [undefined],
  ]);
});

test('a repeat without its twin, and a task without its twin, prove nothing', () => {
  expect(qualities([paired('a', [{}, {}]), paired('b', [{}])])).toEqual([[1, undefined], [1]]);
  expect(qualities([paired('a', [{}])])).toEqual([[undefined]]);
});

test('tasks without a pair stay as they are, and twice is as good as once', () => {
  const tasks = [scoredTask('x'), paired('a', [{ quality: 0.3 }]), paired('b', [{ quality: 0.7 }])];
  const once = pairQualities(tasks);

  expect(once[0]).toBe(tasks[0]);
  expect(pairQualities(once)).toEqual(once);
});
