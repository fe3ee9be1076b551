import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run, type BenchOutcome } from '../../src/index.js';
import { startMiner } from '../../src/mock/miner.js';
import { assemble } from '../../src/results/assemble.js';
import type { RunResult } from '../../src/results/run-result.js';
import { mergeRuns } from '../../src/run/merge-run.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { sampleRun } from '../support/sample-run.js';
import { splitRun, writeRuns } from '../support/split-run.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const qualitiesOf = ({ attempts }: RunResult) =>
  attempts.map(({ attemptId, verdict, quality, countedQuality, reason }) => ({
    attemptId,
    verdict,
    quality,
    countedQuality,
    reason,
  }));

test('four machines that each run a shard of public/dev find what one machine finds', async () => {
  await using folder = await temporaryFolder();
  const suites = [await loadSuite('public/dev')];
  await using miner = await startMiner({ profile: 'instant', accuracy: 0.6, suites, seed: '1' });
  const made = (more: { readonly shard?: string } = {}) =>
    run({
      target: miner.url,
      suite: 'public/dev',
      // Without code and paced streams: what a busy machine times out is no matter of shards.
      category: ['chat', 'research', 'tools', 'multimodal'],
      output: folder.path,
      concurrency: 4,
      repeat: 2,
      warmup: 0,
      seed: '3',
      env: {},
      ...more,
    });
  const { result: whole } = await made();
  const shards: BenchOutcome[] = [];
  for (const index of [3, 1, 4, 2]) shards.push(await made({ shard: `${index}/4` }));
  const output = join(folder.path, 'merged');
  const { result } = await mergeRuns({
    runs: shards.map((shard) => shard.folder),
    output,
    allowMissing: false,
  });

  expect(shards.map((shard) => shard.result.tasks.length)).toEqual([12, 12, 12, 12]);
  expect(qualitiesOf(result)).toEqual(qualitiesOf(whole));
  expect(result.categories.map(({ quality }) => quality)).toEqual(
    whole.categories.map(({ quality }) => quality),
  );
  expect(result.scores.modality).toEqual(whole.scores.modality);
  expect(result.repeats).toEqual(whole.repeats);
  expect(result.tasks).toEqual(whole.tasks);
  expect(result.successRate).toBe(whole.successRate);
  expect(result.successRate).toBeGreaterThan(0.3);
  expect(result.successRate).toBeLessThan(0.9);
}, 120_000);

test('one journal in four shards, merged, gives every score and its interval to the byte', async () => {
  await using folder = await temporaryFolder();
  const unsharded = sampleRun({ tasksPerCategory: 12, repeat: 3 });
  const folders = await writeRuns(folder.path, splitRun(unsharded, 4).toReversed());
  const { result } = await mergeRuns({
    runs: folders,
    output: join(folder.path, 'merged'),
    allowMissing: false,
  });

  expect(JSON.stringify(result.scores)).toBe(JSON.stringify(assemble(unsharded).scores));
  expect(Object.values(result.scores).every((score) => score?.low !== null)).toBe(true);
}, 60_000);
