import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assemble } from '../../src/results/assemble.js';
import { readResultFile } from '../../src/results/read-run.js';
import { writeResult } from '../../src/results/write-result.js';
import { sampleRun } from '../support/sample-run.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { matching } from '../support/asymmetric.js';

test('a result written is the result read', async () => {
  await using folder = await temporaryFolder();
  const result = assemble(sampleRun({ tasksPerCategory: 2 }));
  const path = await writeResult(folder.path, result, { withPublic: true, secrets: [] });

  expect(path).toBe(join(folder.path, 'result.json'));
  expect(await readResultFile(path)).toEqual(result);
  expect((await readdir(folder.path)).sort()).toEqual(['result.json', 'result.public.json']);
});

test('a secret that a miner sent back reaches neither file', async () => {
  await using folder = await temporaryFolder();
  const key = 'sk-live-0123456789';
  const result = assemble(
    sampleRun({ tasksPerCategory: 2, script: () => ({ quality: 0, reason: `found ${key}` }) }),
  );
  await writeResult(folder.path, result, { withPublic: true, secrets: [key] });

  for (const name of ['result.json', 'result.public.json']) {
    const text = await readFile(join(folder.path, name), 'utf8');
    expect(text).not.toContain(key);
    expect(text).toContain('found ***');
  }
});

test('a folder that cannot be written to is a problem the user can solve', async () => {
  const result = assemble(sampleRun({ tasksPerCategory: 2 }));

  await expect(
    writeResult('/nowhere/at/all', result, { withPublic: false, secrets: [] }),
  ).rejects.toMatchObject({
    name: 'BenchError',
    hint: matching(/\S/u),
  });
});
