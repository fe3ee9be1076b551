import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startMiner } from '../../src/mock/miner.js';
import { listRuns } from '../../src/results/find-run.js';
import { readJournal } from '../../src/results/journal-file.js';
import { readResultFile } from '../../src/results/read-run.js';
import { runFile } from '../../src/results/run-folder.js';
import type { RunResult } from '../../src/results/run-result.js';
import { rngFrom } from '../../src/lib/rng.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { runCli } from '../support/run-cli.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const kills = 30;
const suite = 'public/smoke';
/** 12 tasks x 5 repeats. */
const plan = ['--suite', suite, '--repeat', '5', '--concurrency', '8'];
const attempts = 60;

test(`${kills} kills at random moments of a run, each resumed, lose and double no attempt`, async () => {
  await using folder = await temporaryFolder();
  await using miner = await startMiner({
    profile: 'steady',
    accuracy: 0.7,
    suites: [await loadSuite(suite, {})],
    seed: '1',
  });
  const run = (...more: string[]) => [
    'run',
    '--target',
    miner.url,
    ...plan,
    '--output',
    folder.path,
    '--quiet',
    ...more,
  ];
  const began = performance.now();
  const undisturbed = await runCli(run());
  const runMs = performance.now() - began;
  expect(undisturbed.stderr).toBe('');
  const expected = await resultIn(folder.path);
  const dice = rngFrom('kills');

  for (let kill = 0; kill < kills; kill++) {
    await using killed = await temporaryFolder();
    const output = ['--output', killed.path];
    await runCli([...run(), ...output], {
      onStart: (child) => setTimeout(() => child.kill('SIGKILL'), dice.next() * runMs),
    });
    const [place] = await listRuns(killed.path);
    const resumed =
      place === undefined
        ? await runCli([...run(), ...output])
        : await runCli(['run', '--resume', place.folder, '--output', killed.path, '--quiet']);
    expect(resumed, `kill ${kill}`).toMatchObject({ code: 0, stderr: '' });

    const result = await resultIn(killed.path);
    const journal = await readJournal(runFile((await listRuns(killed.path))[0]!.folder, 'journal'));
    expect(journal.duplicates).toEqual([]);
    expect(new Set(journal.records.map(({ attemptId }) => attemptId)).size).toBe(attempts);
    expect(gradesOf(result)).toEqual(gradesOf(expected));
    expect(result.scores.quality).toEqual(expected.scores.quality);
    expect(result.scores.modality).toEqual(expected.scores.modality);
  }
});

test('scoring the same journal twice gives the same bytes', async () => {
  await using folder = await temporaryFolder();
  const run = await runCli(['run', '--target', 'mock', '--suite', suite, '--output', folder.path, '--quiet']);
  expect(run).toMatchObject({ code: 0, stderr: '' });

  const [first, second] = await Promise.all([
    runCli(['score', folder.path, '--json']),
    runCli(['score', folder.path, '--json']),
  ]);

  expect(first.stdout).toBe(second.stdout);
  expect(JSON.stringify((await resultIn(folder.path)).scores)).toBe(JSON.stringify(JSON.parse(first.stdout)));
});

async function resultIn(output: string): Promise<RunResult> {
  const runs = await listRuns(output);
  expect(runs).toHaveLength(1);
  const path = join(runs[0]!.folder, 'result.json');
  expect((await readFile(path, 'utf8')).endsWith('}\n')).toBe(true);
  return readResultFile(path);
}

function gradesOf({ attempts: rows }: RunResult) {
  return rows.map(({ attemptId, verdict, quality, countedQuality, reason }) => ({
    attemptId,
    verdict,
    quality,
    countedQuality,
    reason,
  }));
}
