import { expect, test } from 'vitest';
import { obstaclesBetween } from '../../src/compare/comparability.js';
import type { RunResult } from '../../src/results/run-result.js';
import { allRight, sampleResult } from '../support/sample-comparison.js';

const base = sampleResult('run-a', allRight.options);

function obstacles(change: (result: RunResult) => RunResult): readonly string[] {
  return obstaclesBetween({ name: 'monday', result: base }, { name: 'tuesday', result: change(base) });
}

function settings(values: Record<string, number | string | null>, result: RunResult): RunResult {
  const changed = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, { value, from: 'flag' }]),
  );
  return { ...result, run: { ...result.run, settings: { ...result.run.settings, ...changed } } };
}

test('the same plan is comparable', () => {
  expect(obstacles((result) => ({ ...result, run: { ...result.run, id: 'other' } }))).toEqual([]);
});

test('every reason is told at once, with both values', () => {
  const found = obstacles((result) => ({
    ...result,
    run: { ...result.run, seed: '8', repeat: 3, concurrency: 4 },
    suite: { ...result.suite, version: '1.1.0', digest: 'a0'.repeat(32) },
    profile: { ...result.profile, digest: 'b0'.repeat(32) },
    judge: {
      model: 'judge-1',
      url: 'http://judge',
      promptSha256: 'c0'.repeat(32),
      calls: 1,
      cachedVotes: 0,
      promptTokens: 1,
      completionTokens: 1,
      costUsd: null,
      agreement: null,
      faults: 0,
      fitness: null,
    },
    validity: { status: 'invalid', reasons: ['the clock stood still'] },
  }));

  expect(found).toHaveLength(7);
  expect(found).toEqual(
    expect.arrayContaining([
      'the suites differ: public/dev 1.0.0 (5f5f5f5f5f5f) in monday, public/dev 1.1.0 (a0a0a0a0a0a0) in tuesday',
      'the seeds differ: 7 in monday, 8 in tuesday',
      'the judges differ: none in monday, judge-1 (prompt c0c0c0c0c0c0) in tuesday',
      'the repeats differ: 1 in monday, 3 in tuesday',
      'tuesday is invalid: the clock stood still',
    ]),
  );
});

test('timeouts and request parameters are compared where both runs recorded them', () => {
  const now = settings({ timeoutMs: 60_000, temperature: 1 }, base);
  const then = settings({ timeoutMs: 300_000, temperature: null }, base);

  expect(obstaclesBetween({ name: 'a', result: then }, { name: 'b', result: now })).toEqual([
    'the timeouts of an attempt differ: 300000 ms in a, 60000 ms in b',
    'the temperatures differ: none in a, 1 in b',
  ]);
  expect(obstaclesBetween({ name: 'a', result: base }, { name: 'b', result: now })).toEqual([]);
});

test('what is told of a secret header, or where output goes, is no obstacle', () => {
  expect(obstacles((result) => settings({ output: 'elsewhere', quiet: 'true' }, result))).toEqual([]);
});

test('criteria that were n/a in one run alone are an obstacle, faults of ours are not', () => {
  const covered = (share: number, errorShare: number) => (result: RunResult) => ({
    ...result,
    coverage: { ...result.coverage, share, errorShare },
  });

  expect(obstacles(covered(0.8, 0))).toEqual([
    expect.stringContaining('criteria that were not applied (n/a)'),
  ]);
  expect(obstacles(covered(0.8, 0.2))).toEqual([]);
});
