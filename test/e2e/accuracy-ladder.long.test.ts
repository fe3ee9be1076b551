import { beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/index.js';
import { startMiner } from '../../src/mock/miner.js';
import type { RunResult } from '../../src/results/run-result.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const ladder = [0.9, 0.6, 0.3] as const;

/** All of public/dev three times, over HTTP, against an oracle that is right this often. */
async function resultAt(accuracy: number): Promise<RunResult> {
  await using folder = await temporaryFolder();
  const suites = [await loadSuite('public/dev')];
  await using miner = await startMiner({ profile: 'steady', accuracy, suites, seed: '1' });
  const { result } = await run({
    target: miner.url,
    suite: 'public/dev',
    output: folder.path,
    concurrency: 8,
    repeat: 3,
    warmup: 0,
    seed: '1',
  });
  return result;
}

describe('miners of three accuracies on public/dev', () => {
  const results: RunResult[] = [];
  beforeAll(async () => {
    for (const accuracy of ladder) results.push(await resultAt(accuracy));
  }, 900_000);

  test.each(['quality', 'composite'] as const)('rank in their order by %s, intervals apart', (dimension) => {
    const scores = results.map(({ scores }) => scores[dimension]);
    const lows = scores.map((score) => score?.low ?? NaN);
    const highs = scores.map((score) => score?.high ?? NaN);

    expect(lows[0]).toBeGreaterThan(highs[1] ?? NaN);
    expect(lows[1]).toBeGreaterThan(highs[2] ?? NaN);
  });

  test('earn about their accuracy', () => {
    for (const [index, accuracy] of ladder.entries()) {
      const quality = results[index]?.scores.quality;
      expect(quality?.low).toBeLessThanOrEqual(100 * accuracy);
      expect(quality?.high).toBeGreaterThanOrEqual(100 * accuracy);
    }
  });
});
