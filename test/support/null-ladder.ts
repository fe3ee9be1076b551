import { expect, test } from 'vitest';
import { run } from '../../src/index.js';
import { startMiner } from '../../src/mock/miner.js';
import { profiles } from '../../src/mock/profiles.js';
import type { RunResult } from '../../src/results/run-result.js';
import { dimensions } from '../../src/scoring/scores.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { temporaryFolder } from './temporary-folder.js';

export const nullProfiles = Object.keys(profiles).filter((name) => name.startsWith('null-'));

/** The whole job, over HTTP, against the embedded miner. */
export async function resultOf(asked: {
  profile: string;
  suite: string;
  accuracy?: number;
}): Promise<RunResult> {
  const { profile, suite, accuracy = 1 } = asked;
  await using folder = await temporaryFolder();
  await using miner = await startMiner({
    profile,
    accuracy,
    suites: [await loadSuite(suite, {})],
    seed: '1',
  });
  const { result } = await run({ target: miner.url, suite, output: folder.path, concurrency: 8, warmup: 0 });
  return result;
}

/** Registers the null ladder of a suite, and the oracle at its top. */
export function climbNullLadder(suite: string): void {
  test.each(nullProfiles)(`%s earns about nothing on ${suite}`, async (profile) => {
    const { scores } = await resultOf({ profile, suite });

    expect(scores.quality?.value).toBeLessThanOrEqual(3);
    expect(scores.composite?.value).toBeLessThanOrEqual(3);
  });

  test(`the oracle earns everything on ${suite}`, async () => {
    const { scores, coverage } = await resultOf({ profile: 'instant', suite });

    expect(scores.quality?.value).toBeGreaterThanOrEqual(97);
    expect(scores.modality?.value).toBeGreaterThanOrEqual(97);
    for (const dimension of dimensions) expect(scores[dimension]).not.toBeNull();
    expect(scores.composite).not.toBeNull();
    expect(coverage.errorShare).toBe(0);
  });
}
