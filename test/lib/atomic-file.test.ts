import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeFileAtomic } from '../../src/lib/atomic-file.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { containing } from '../support/asymmetric.js';

test('the file is there whole and nothing is left beside it', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'result.json');

  await writeFileAtomic(path, 'first');
  await writeFileAtomic(path, 'x'.repeat(3_000_000));

  expect((await readFile(path, 'utf8')).length).toBe(3_000_000);
  expect(await readdir(folder.path)).toEqual(['result.json']);
});

test('a folder that does not exist is a problem the user can solve', async () => {
  await using folder = await temporaryFolder();

  await expect(writeFileAtomic(join(folder.path, 'none', 'result.json'), 'x')).rejects.toMatchObject({
    name: 'BenchError',
    reason: 'usage',
    message: containing('does not exist'),
  });
});

test('where the file cannot be put in place, the old one stands and no half file is left', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'result.json');
  await mkdir(path);

  await expect(writeFileAtomic(path, 'x')).rejects.toMatchObject({ name: 'BenchError' });
  expect(await readdir(folder.path)).toEqual(['result.json']);
});
