import { expect, test } from 'vitest';
import { compareRuns } from '../../src/compare/compare-runs.js';
import { comparisonSchema } from '../../src/compare/comparison.js';
import type { RunResult } from '../../src/results/run-result.js';
import {
  allRight,
  chatWrong,
  findingOf,
  sampleComparison,
  sampleResult,
} from '../support/sample-comparison.js';

const worse = sampleComparison(allRight, chatWrong);

test('the comparison is what its schema says', () => {
  expect(() => comparisonSchema.parse(worse)).not.toThrow();
});

test('composite, dimensions, success rate, categories and metrics are all compared', () => {
  expect(worse.findings.map(({ key }) => key)).toEqual([
    ...['composite', 'quality', 'speed', 'cost', 'streaming', 'modality', 'successRate'],
    ...['chat', 'research', 'tools', 'streaming', 'multimodal'].map((name) => `quality/${name}`),
    ...['ttftMs', 'ttfaMs', 'latencyMs', 'lifecycleMs', 'costUsd', 'completionTokens'],
  ]);
});

test('scores are those of the two runs, and their difference is the effect', () => {
  const [then, now] = [sampleResult('a', allRight.options), sampleResult('b', chatWrong.options)];

  for (const key of ['composite', 'quality', 'speed', 'cost', 'streaming', 'modality'] as const) {
    const { base, candidate, effect } = findingOf(worse, key);
    expect(base).toBeCloseTo(then.scores[key]!.value, 6);
    expect(candidate).toBeCloseTo(now.scores[key]!.value, 6);
    expect(effect).toBeCloseTo(candidate! - base!, 9);
  }
  expect(findingOf(worse, 'quality/chat')).toMatchObject({ base: 100, candidate: 0, effect: -100 });
  expect(findingOf(worse, 'successRate')).toMatchObject({ unit: 'share', base: 1, candidate: 0.8 });
});

test('turning the two sides round turns every effect and verdict round', () => {
  const better = sampleComparison(chatWrong, allRight);

  expect(findingOf(worse, 'quality').verdict).toBe('regressed');
  expect(findingOf(better, 'quality').verdict).toBe('improved');
  for (const { key, effect, verdict } of worse.findings) {
    const turned = findingOf(better, key);
    expect(turned.effect).toBeCloseTo(-(effect ?? 0), 9);
    if (verdict === 'regressed') expect(turned.verdict).toBe('improved');
  }
});

test('a run is not worse than itself in anything but its times, which one run cannot show', () => {
  const { findings, notes, flips } = sampleComparison(allRight, {
    ...allRight,
    change: (result) => ({ ...result, run: { ...result.run, id: 'run-base' } }),
  });
  const undecided = findings.filter(({ verdict }) => verdict !== 'not_worse');

  expect(notes).toContain('Both are the same run: it is compared with itself.');
  expect(flips).toEqual([]);
  expect(undecided.map(({ key, reason }) => [key, reason])).toEqual([
    ...['speed', 'streaming'].map((key) => [key, 'one run a side']),
    // Four clusters: nothing could be significant, so nothing is ruled out.
    ...['modality', 'quality/multimodal'].map((key) => [key, 'too few tasks']),
    ...['ttftMs', 'ttfaMs', 'latencyMs', 'lifecycleMs'].map((key) => [key, 'one run a side']),
  ]);
});

function slower(factor: number) {
  return (result: RunResult): RunResult => ({
    ...result,
    attempts: result.attempts.map((row) => ({ ...row, ttftMs: factor * (row.ttftMs ?? 0) })),
  });
}

test('interleaved runs decide times', () => {
  const paired = (own: string, other: string, side: 'a' | 'b') => (result: RunResult) => ({
    ...result,
    run: { ...result.run, id: own, pairedWith: { runId: other, side } },
  });
  const { pairing, findings } = sampleComparison(
    { ...allRight, change: paired('run-a', 'run-b', 'a') },
    { ...allRight, change: (result) => slower(1.3)(paired('run-b', 'run-a', 'b')(result)) },
  );
  const ttft = findings.find(({ key }) => key === 'ttftMs');

  expect(pairing).toBe('interleaved');
  expect(ttft?.verdict).toBe('regressed');
  expect(ttft?.effect).toBeCloseTo(Math.log(1.3), 9);
});

test('a pair that was looked at several times keeps the level of its last look', () => {
  const paired = (own: string, other: string, side: 'a' | 'b') => (result: RunResult) => ({
    ...result,
    run: { ...result.run, id: own, pairedWith: { runId: other, side, looks: [1, 2, 4] } },
  });
  const { notes } = sampleComparison(
    { ...allRight, change: paired('run-a', 'run-b', 'a') },
    { ...allRight, change: paired('run-b', 'run-a', 'b') },
  );

  expect(notes.join(' ')).toMatch(/p has to be under 0\.0\d+ here, so that all looks together keep to 0\.05/);
});

test('two runs a side are still too few for times, and say so', () => {
  const run = (runId: string) => ({ name: runId, result: sampleResult(runId, allRight.options) });
  const comparison = compareRuns([run('a'), run('aa')], [run('b'), run('bb')]);

  expect(findingOf(comparison, 'ttftMs')).toMatchObject({
    verdict: 'inconclusive',
    reason: 'only 2 runs a side',
  });
  expect(comparison.baseRuns.map(({ runId }) => runId)).toEqual(['aa']);
});

test('runs that are not comparable have no findings', () => {
  const other = {
    ...chatWrong,
    change: (result: RunResult) => ({ ...result, run: { ...result.run, seed: '8' } }),
  };
  const { obstacles, findings, flips } = sampleComparison(allRight, other);

  expect(obstacles).toEqual(['the seeds differ: 7 in base, 8 in candidate']);
  expect(findings).toEqual([]);
  expect(flips).toEqual([]);
});

test('a score that one of the runs does not have is not compared', () => {
  const withoutModality = (result: RunResult): RunResult => ({
    ...result,
    scores: { ...result.scores, modality: null, composite: null },
  });
  const comparison = sampleComparison(allRight, { ...chatWrong, change: withoutModality });

  expect(findingOf(comparison, 'modality')).toMatchObject({
    base: null,
    effect: null,
    reason: 'not measured',
  });
  expect(findingOf(comparison, 'composite').effect).toBeNull();
  expect(findingOf(comparison, 'quality').effect).not.toBeNull();
});

test('a threshold of the caller decides', () => {
  const patient = sampleComparison(allRight, chatWrong, { thresholds: { quality: { delta: 90 } } });

  expect(findingOf(patient, 'quality')).toMatchObject({ verdict: 'inconclusive', delta: 90, margin: 5 });
});
