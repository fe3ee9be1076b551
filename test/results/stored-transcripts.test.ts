import { expect, test } from 'vitest';
import { assemble } from '../../src/results/assemble.js';
import { readJournal } from '../../src/results/journal-file.js';
import { storedTranscripts } from '../../src/results/stored-transcripts.js';
import { sampleRun, writeSampleJournal } from '../support/sample-run.js';
import { temporaryFolder } from '../support/temporary-folder.js';

test('a journal whose transcripts stay on disk gives the same result to the byte', async () => {
  await using folder = await temporaryFolder();
  const path = await writeSampleJournal(
    folder.path,
    sampleRun({
      tasksPerCategory: 3,
      repeat: 2,
      script: ({ repeat }) => ({ content: `Ærø – ${'🙂'.repeat(repeat)} ANSWER: 42` }),
    }),
  );
  const held = await readJournal(path);
  const stored = await readJournal(path, storedTranscripts(path));

  expect(stored.records).toEqual(held.records);
  expect(JSON.stringify(assemble(stored))).toBe(JSON.stringify(assemble(held)));
});
