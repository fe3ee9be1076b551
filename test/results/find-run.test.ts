import { copyFile, mkdir, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { findRun, listRuns } from '../../src/results/find-run.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { containing } from '../support/asymmetric.js';

/** Runs by id, each written later than the one before. */
async function runsNamed(...ids: readonly string[]) {
  const folder = await temporaryFolder();
  for (const [index, id] of ids.entries()) {
    const path = join(folder.path, id, 'attempts.jsonl');
    await mkdir(join(folder.path, id));
    await writeFile(path, '{}\n');
    const writtenAt = new Date(Date.UTC(2026, 0, 1, 0, index));
    await utimes(path, writtenAt, writtenAt);
  }
  return folder;
}

const idOf = async (found: ReturnType<typeof findRun>) => basename((await found).folder ?? '');

test('nothing named means the run written last', async () => {
  await using runs = await runsNamed('20260122-a', '20260123-b', '20260121-c');

  expect(await idOf(findRun(undefined, runs.path))).toBe('20260121-c');
  expect((await listRuns(runs.path)).map(({ folder }) => basename(folder))).toEqual([
    '20260121-c',
    '20260123-b',
    '20260122-a',
  ]);
});

test('an id, or the start of one, names a run', async () => {
  await using runs = await runsNamed('20260122-a', '20260122-abc', '20260123-b');

  expect(await idOf(findRun('20260123-b', runs.path))).toBe('20260123-b');
  expect(await idOf(findRun('20260123', runs.path))).toBe('20260123-b');
  expect(await idOf(findRun('20260122-a', runs.path))).toBe('20260122-a');
});

test('the start of several ids names them all and asks for more', async () => {
  await using runs = await runsNamed('20260122-a', '20260122-b');

  await expect(findRun('2026', runs.path)).rejects.toMatchObject({
    reason: 'usage',
    message: '2 runs begin with 2026: 20260122-b, 20260122-a',
  });
});

test('an unknown id names the newest runs', async () => {
  await using runs = await runsNamed('20260122-a');

  await expect(findRun('zzz', runs.path)).rejects.toMatchObject({ hint: 'The newest: 20260122-a' });
});

test('a run folder, a folder of runs and a journal can be named by path', async () => {
  await using runs = await runsNamed('one');
  const folder = join(runs.path, 'one');

  expect((await findRun(folder, '/nowhere')).folder).toBe(folder);
  expect((await findRun(runs.path, '/nowhere')).folder).toBe(folder);
  expect(await findRun(join(folder, 'attempts.jsonl'), '/nowhere')).toEqual({
    folder,
    journal: join(folder, 'attempts.jsonl'),
    result: undefined,
  });
});

test('a result file stands for its folder, a copy of it elsewhere for itself', async () => {
  await using runs = await runsNamed('one');
  const result = join(runs.path, 'one', 'result.json');
  await writeFile(result, '{}');
  await copyFile(result, join(runs.path, 'copy.json'));

  expect(await findRun(result, '/nowhere')).toEqual({
    folder: join(runs.path, 'one'),
    result,
    journal: join(runs.path, 'one', 'attempts.jsonl'),
  });
  expect(await findRun(join(runs.path, 'copy.json'), '/nowhere')).toEqual({
    folder: undefined,
    result: join(runs.path, 'copy.json'),
    journal: undefined,
  });
});

test('no run at all says how to make one', async () => {
  await using empty = await temporaryFolder();

  for (const folder of [empty.path, join(empty.path, 'none')]) {
    await expect(findRun(undefined, folder)).rejects.toMatchObject({
      message: `there is no run in ${folder}`,
      hint: containing('janus-bench run'),
    });
  }
});

test('files and folders that are no run are passed over', async () => {
  await using runs = await runsNamed('one');
  await mkdir(join(runs.path, 'two'));
  await mkdir(join(runs.path, 'three', 'attempts.jsonl'), { recursive: true });
  await writeFile(join(runs.path, 'notes.txt'), 'x');

  expect(await listRuns(runs.path)).toHaveLength(1);
});
