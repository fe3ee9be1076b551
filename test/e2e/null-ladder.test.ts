import { expect, test } from 'vitest';
import { run } from '../../src/index.js';
import { startMiner } from '../../src/mock/miner.js';
import { profiles } from '../../src/mock/profiles.js';
import { dimensions } from '../../src/scoring/scores.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const suites = ['public/smoke', 'public/dev'];
const nullProfiles = Object.keys(profiles).filter((name) => name.startsWith('null-'));

async function scoresOf({
  profile,
  suite,
  accuracy = 1,
}: {
  profile: string;
  suite: string;
  accuracy?: number;
}) {
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

test('every miner without intelligence that the ladder names is there', () => {
  expect(nullProfiles.length).toBeGreaterThanOrEqual(12);
});

for (const suite of suites) {
  for (const profile of nullProfiles) {
    test(`${profile} earns about nothing on ${suite}`, async () => {
      const { scores } = await scoresOf({ profile, suite });

      expect(scores.quality?.value).toBeLessThanOrEqual(3);
      expect(scores.composite?.value).toBeLessThanOrEqual(3);
    });
  }

  test(`the oracle earns everything on ${suite}`, async () => {
    const { scores, coverage } = await scoresOf({ profile: 'instant', suite });

    expect(scores.quality?.value).toBeGreaterThanOrEqual(97);
    expect(scores.modality?.value).toBeGreaterThanOrEqual(97);
    for (const dimension of dimensions) expect(scores[dimension]).not.toBeNull();
    expect(scores.composite).not.toBeNull();
    expect(coverage.errorShare).toBe(0);
  });
}

test('an oracle that is right half of the time lands within its printed interval of 50', async () => {
  const { scores } = await scoresOf({ profile: 'instant', suite: 'public/dev', accuracy: 0.5 });

  expect(scores.quality?.low).toBeLessThanOrEqual(50);
  expect(scores.quality?.high).toBeGreaterThanOrEqual(50);
});
