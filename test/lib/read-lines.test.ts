import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLines, type FileLine } from '../../src/lib/read-lines.js';
import { temporaryFolder } from '../support/temporary-folder.js';

async function linesOf(bytes: string | Uint8Array): Promise<FileLine[]> {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'file');
  await writeFile(path, bytes);
  return await collected(path);
}

async function collected(path: string): Promise<FileLine[]> {
  const lines: FileLine[] = [];
  for await (const line of readLines(path)) lines.push(line);
  return lines;
}

test('lines come with number, offset and whether they were ended', async () => {
  expect(await linesOf('ab\n\nç\nrest')).toEqual([
    { number: 1, offset: 0, bytes: 2, text: 'ab', isTerminated: true },
    { number: 2, offset: 3, bytes: 0, text: '', isTerminated: true },
    { number: 3, offset: 4, bytes: 2, text: 'ç', isTerminated: true },
    { number: 4, offset: 7, bytes: 4, text: 'rest', isTerminated: false },
  ]);
});

test('only a line feed ends a line: JSON leaves U+2028 and a carriage return where they are', async () => {
  expect((await linesOf('a\u2028b\rc\n')).map(({ text }) => text)).toEqual(['a\u2028b\rc']);
});

test('an empty file has no line', async () => {
  expect(await linesOf('')).toEqual([]);
});

test('a line longer than a block and a letter cut by a block come whole', async () => {
  const long = 'ü'.repeat(400_000);

  expect((await linesOf(`x${long}\ny\n`)).map(({ text }) => text)).toEqual([`x${long}`, 'y']);
});

test('lines joined again are the file', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: fc.constantFrom('a', '\n', '\r', 'é', '\u2028') }), async (text) => {
      const joined = (await linesOf(text)).map(
        ({ text: line, isTerminated }) => line + (isTerminated ? '\n' : ''),
      );
      expect(joined.join('')).toBe(text);
    }),
    { numRuns: 30 },
  );
});

test('a file that is not there is a problem the user can solve', async () => {
  await expect(collected('/nowhere/at/all')).rejects.toMatchObject({ name: 'BenchError' });
});
