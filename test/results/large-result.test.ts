import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { largeResult } from '../../src/results/large-result.js';
import { readResultFile } from '../../src/results/read-run.js';
import { writeResult } from '../../src/results/write-result.js';
import { allRight, sampleResult } from '../support/sample-comparison.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const result = sampleResult('run-a', allRight.options);

/** What a miner said can hold whatever the layout is made of. */
const tricky = {
  ...result,
  attempts: result.attempts.map((row) => ({
    ...row,
    reason: 'says:\n    },\n    {\n  ]\n  "attempts": [\n😀',
  })),
};

test('what writeResult writes is read in parts as it is read whole', async () => {
  await using folder = await temporaryFolder();
  const path = await writeResult(folder.path, tricky, { withPublic: false, secrets: [] });
  const bytes = await readFile(path);

  for (const partBytes of [1, 2_000, 1_000_000]) {
    const parts = largeResult(bytes, partBytes);
    expect({ ...parts?.head, attempts: parts?.attempts }).toEqual(JSON.parse(bytes.toString()));
  }
});

test.each([
  ['another layout', JSON.stringify(result)],
  ['no JSON', '{\n  "attempts": [\n    {\n'],
  ['a row that is none', JSON.stringify({ ...result, attempts: [{ attemptId: 7 }] }, null, 2)],
  ['a head that is none', `{ "x": \n  "attempts": [\n    {}\n  ]\n}`],
])('%s is left to be read whole', (_what, text) => {
  expect(largeResult(Buffer.from(text))).toBeUndefined();
});

test('a file of many megabytes is read the same, and its mistakes are told', async () => {
  await using folder = await temporaryFolder();
  const [row] = result.attempts;
  const attempts = Array.from({ length: 100 }, (_, repeat) => ({
    ...row,
    attemptId: `chat-1#${repeat}`,
    repeat,
    reason: 'é'.repeat(60_000),
  }));
  const path = join(folder.path, 'result.json');
  await writeFile(path, JSON.stringify({ ...result, attempts }, null, 2));
  const read = await readResultFile(path);
  expect(read.attempts.map(({ attemptId }) => attemptId)).toEqual(attempts.map(({ attemptId }) => attemptId));
  expect(read.attempts.every(({ reason }) => reason === attempts[0]?.reason)).toBe(true);

  await writeFile(
    path,
    JSON.stringify({ ...result, attempts: [...attempts, { ...row, quality: 'good' }] }, null, 2),
  );
  await expect(readResultFile(path)).rejects.toThrow('attempts.100.quality');
});
