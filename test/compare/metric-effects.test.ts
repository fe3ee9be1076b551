import { expect, test } from 'vitest';
import type { CountedRow, MatchedTask } from '../../src/compare/match-tasks.js';
import { matchTasks } from '../../src/compare/match-tasks.js';
import { metricEffect } from '../../src/compare/metric-effects.js';
import { allRight, sampleResult } from '../support/sample-comparison.js';

const result = sampleResult('run-a', allRight.options);
const [sample] = matchTasks([result], [result]).compared;

function row(change: Partial<CountedRow>): CountedRow {
  return { ...sample!.base[0]!, ...change };
}

function matched(
  category: string,
  base: readonly CountedRow[],
  candidate: readonly CountedRow[],
): MatchedTask {
  return { task: { ...sample!.task, category }, base, candidate };
}

const at = (ttftMs: number) => row({ ttftMs });
const failed = row({ outcome: 'miner_error', ttftMs: null, costUsd: null, countedQuality: 0 });

test('categories weigh the same, then their tasks; the effects add up to the log ratio', () => {
  const tasks = [
    matched('chat', [at(100)], [at(200)]),
    matched('chat', [at(100)], [at(100)]),
    matched('tools', [at(400)], [at(400)]),
  ];
  const { base, candidate, effects, weights } = metricEffect(tasks, 'ttftMs', 300_000);

  expect([...weights]).toEqual([0.25, 0.25, 0.5]);
  expect(base).toBeCloseTo(200, 9);
  expect(candidate! / base!).toBeCloseTo(2 ** 0.25, 9);
  expect(effects.reduce((sum, effect) => sum + effect, 0)).toBeCloseTo(Math.log(candidate! / base!), 12);
});

test('a failed attempt enters a time at its timeout', () => {
  const { base, candidate } = metricEffect([matched('chat', [at(1_000)], [failed])], 'ttftMs', 60_000);

  expect(base).toBeCloseTo(1_000, 6);
  expect(candidate).toBeCloseTo(60_000, 6);
});

test('an answer in which the time never came counts as a failed one', () => {
  const { candidate } = metricEffect(
    [matched('chat', [row({ ttfaMs: 500 })], [row({ ttfaMs: null })])],
    'ttfaMs',
    60_000,
  );

  expect(candidate).toBeCloseTo(60_000, 6);
});

test('failing is never cheaper than answering, however dear the task is', () => {
  const dear = row({ costUsd: 5 });
  const cheap = row({ costUsd: 0.001 });

  expect(metricEffect([matched('chat', [cheap], [failed])], 'costUsd', 1).candidate).toBeCloseTo(0.02, 9);
  expect(metricEffect([matched('chat', [dear], [failed])], 'costUsd', 1).candidate).toBeCloseTo(5, 9);
});

test('tokens leave failed attempts out, and never count below our own count', () => {
  const tokens = row({ completionTokens: 10, ownCompletionTokens: 40 });
  const { base, candidate, weights } = metricEffect(
    [matched('chat', [tokens], [tokens, failed]), matched('chat', [tokens], [failed])],
    'completionTokens',
    1,
  );

  expect([...weights]).toEqual([1, 0]);
  expect(base).toBeCloseTo(40, 9);
  expect(candidate).toBeCloseTo(40, 9);
});

test('a time of nothing still has a logarithm', () => {
  expect(metricEffect([matched('chat', [at(0)], [at(0)])], 'ttftMs', 1).base).toBe(1);
});

test('without a task nothing was measured', () => {
  expect(metricEffect([], 'ttftMs', 1)).toMatchObject({ base: null, candidate: null });
});
