import { appendFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readAttempts } from '../../src/results/read-attempts.js';
import { sampleRun, writeSampleJournal } from '../support/sample-run.js';
import { temporaryFolder } from '../support/temporary-folder.js';

test('the attempts asked for are found, those that are not there are left out', async () => {
  await using folder = await temporaryFolder();
  const run = sampleRun();
  const path = await writeSampleJournal(folder.path, run);
  const found = await readAttempts(path, new Set(['chat-2#0', 'tools-1#0', 'chat-99#0']));

  expect([...found.keys()].sort()).toEqual(['chat-2#0', 'tools-1#0']);
  expect(found.get('chat-2#0')).toEqual(run.records.find(({ attemptId }) => attemptId === 'chat-2#0'));
});

test('a torn last line is no attempt', async () => {
  await using folder = await temporaryFolder();
  const path = await writeSampleJournal(folder.path, sampleRun());
  await appendFile(path, '{"schema":"janus-bench/attempt","schemaVersion":1,"attemptId":"chat-99#0"');

  expect(await readAttempts(path, new Set(['chat-99#0']))).toEqual(new Map());
});
