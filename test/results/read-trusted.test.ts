import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageVersion } from '../../src/lib/package-version.js';
import { assemble } from '../../src/results/assemble.js';
import { readTrusted } from '../../src/results/read-trusted.js';
import { runFile } from '../../src/results/run-folder.js';
import { writeResult } from '../../src/results/write-result.js';
import { sampleRun, writeSampleJournal } from '../support/sample-run.js';
import { temporaryFolder } from '../support/temporary-folder.js';

async function writtenRun(version = packageVersion()) {
  const run = sampleRun({ tasksPerCategory: 2, header: { version } });
  const folder = await temporaryFolder();
  await writeSampleJournal(folder.path, run);
  await writeResult(folder.path, assemble(run), { withPublic: true, secrets: [] });
  return folder;
}

async function raise(folder: string): Promise<void> {
  const path = runFile(folder, 'result');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace(/"countedQuality":(?!1,)[\d.]+/, '"countedQuality":1'));
}

test('a run is read where its journal bears it out', async () => {
  await using folder = await writtenRun();

  expect(await readTrusted(folder.path, '/nowhere')).toMatchObject({ from: 'result', notes: [] });
});

test('a number that was changed by hand decides nothing', async () => {
  await using folder = await writtenRun();
  await raise(folder.path);

  await expect(readTrusted(folder.path, '/nowhere')).rejects.toMatchObject({
    reason: 'usage',
    message: expect.stringMatching(
      /does not say what the journal beside it does: attempts\[\d+\]\./,
    ) as string,
  });
});

test('without a result, and for a result on its own, there is nothing to hold it against', async () => {
  await using folder = await writtenRun();
  await raise(folder.path);
  const alone = join(folder.path, 'alone.json');
  await writeFile(alone, await readFile(runFile(folder.path, 'result')));
  expect(await readTrusted(alone, '/nowhere')).toMatchObject({ from: 'result', notes: [] });

  await rm(runFile(folder.path, 'result'));
  expect(await readTrusted(folder.path, '/nowhere')).toMatchObject({ from: 'journal' });
});

test('a run of another version is not checked, and that is said', async () => {
  await using folder = await writtenRun('0.0.1');

  const { notes } = await readTrusted(folder.path, '/nowhere');
  expect(notes.join()).toContain('made by janus-bench 0.0.1, so it was not checked');
});
