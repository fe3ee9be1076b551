import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BenchError } from '../../src/errors/bench-error.js';
import { runFiles } from '../../src/results/run-folder.js';
import { openJournal } from '../../src/run/journal.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'janus-journal-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const linesOf = async () => (await readFile(join(folder, runFiles.journal), 'utf8')).split('\n');

test('lines that were appended together are all there, whole and in order', async () => {
  {
    await using journal = await openJournal(folder);
    await Promise.all(Array.from({ length: 50 }, (_, n) => journal.append({ n })));
  }

  expect(await linesOf()).toEqual([...Array.from({ length: 50 }, (_, n) => JSON.stringify({ n })), '']);
});

test('a line that was torn when the process died is cut before anything is written behind it', async () => {
  {
    await using journal = await openJournal(folder);
    await journal.append({ n: 1 });
  }
  await appendFile(join(folder, runFiles.journal), '{"n":2,"half');
  {
    await using journal = await openJournal(folder);
    await journal.append({ n: 2 });
  }

  expect(await linesOf()).toEqual(['{"n":1}', '{"n":2}', '']);
});

test('a torn line longer than a block is cut too', async () => {
  {
    await using journal = await openJournal(folder);
    await journal.append({ n: 1 });
  }
  await appendFile(join(folder, runFiles.journal), `{"text":"${'x'.repeat(200_000)}`);
  {
    const journal = await openJournal(folder);
    await journal[Symbol.asyncDispose]();
  }

  expect(await linesOf()).toEqual(['{"n":1}', '']);
});

test('a journal has one writer at a time', async () => {
  await using journal = await openJournal(folder);
  await journal.append({ n: 1 });

  await expect(openJournal(folder)).rejects.toThrow(/written by another run/);
});

test('the lock of a process that is gone is taken over', async () => {
  const gone = JSON.stringify({ pid: 2 ** 22 + 1, host: (await import('node:os')).hostname(), token: 'x' });
  await appendFile(join(folder, 'lock'), gone);
  {
    await using journal = await openJournal(folder);
    await journal.append({ n: 1 });
  }

  expect(await linesOf()).toEqual(['{"n":1}', '']);
});

test.runIf(process.platform === 'linux')(
  'a full disk is a clear message, and nothing is written behind the torn line',
  async () => {
    const { symlink } = await import('node:fs/promises');
    await symlink('/dev/full', join(folder, runFiles.journal));
    await using journal = await openJournal(folder);

    const problem = await journal.append({ n: 1 }).catch((caught: unknown) => caught);

    expect(problem).toBeInstanceOf(BenchError);
    expect((problem as BenchError).message).toContain('the disk is full');
    await expect(journal.append({ n: 2 })).rejects.toThrow('the disk is full');
  },
);

test('a new journal has its first line from the moment it is there', async () => {
  {
    await using journal = await openJournal(folder, { header: true });
    expect(await linesOf()).toEqual(['{"header":true}', '']);
    await journal.append({ n: 1 });
  }

  expect(await linesOf()).toEqual(['{"header":true}', '{"n":1}', '']);
});
