import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assemble } from '../../src/results/assemble.js';
import { readRun } from '../../src/results/read-run.js';
import { writeResult } from '../../src/results/write-result.js';
import { sampleRun, writeSampleJournal, type SampleRun } from '../support/sample-run.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { containing, matching } from '../support/asymmetric.js';

const run = sampleRun({ tasksPerCategory: 2 });
const first = (count: number): SampleRun => ({ header: run.header, records: run.records.slice(0, count) });
const silent = { withPublic: false, secrets: [] };

test('a finished run is read from its result', async () => {
  await using folder = await temporaryFolder();
  await writeSampleJournal(folder.path, run);
  const result = assemble(run, { finishedAt: '2026-01-22T15:00:00.000Z' });
  await writeResult(folder.path, result, silent);

  expect(await readRun(folder.path, '/nowhere')).toMatchObject({ from: 'result', result, notes: [] });
});

test('a run that was cut off is put together from its journal, and says that it is not finished', async () => {
  await using folder = await temporaryFolder();
  await writeSampleJournal(folder.path, first(4));
  await appendFile(join(folder.path, 'attempts.jsonl'), '{"schema":"janus-be');
  const { from, result, notes } = await readRun(folder.path, '/nowhere');

  expect(from).toBe('journal');
  expect(result.run).toMatchObject({ complete: false, plannedAttempts: 10 });
  expect(result.attempts).toHaveLength(4);
  expect(notes).toEqual([
    containing(`6 of 10 attempts are missing. Go on with: janus-bench run --resume ${folder.path}`),
    containing('Line 6'),
  ]);
});

test('the result of an interrupted run is passed over once a resume has gone further', async () => {
  await using folder = await temporaryFolder();
  await writeResult(folder.path, assemble(first(2)), silent);
  await writeSampleJournal(folder.path, first(2));
  expect(await readRun(folder.path, '/nowhere')).toMatchObject({ from: 'result', notes: [{}] });

  await writeSampleJournal(folder.path, first(5));
  const read = await readRun(folder.path, '/nowhere');
  expect(read.from).toBe('journal');
  expect(read.result.attempts).toHaveLength(5);
});

test.each<[string, string, RegExp]>([
  ['text that is not JSON', '{"half', /is not JSON/u],
  ['JSON that is no result', '{}', /is not a janus-bench\/result/u],
  ['a newer version', '{"schema":"janus-bench/result","schemaVersion":9}', /written by a newer janus-bench/u],
  ['a result with a member missing', '{"schema":"janus-bench/result","schemaVersion":1}', /run: /u],
])('%s is a clear error', async (_what, text, message) => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'result.json'), text);

  await expect(readRun(join(folder.path, 'result.json'), '/nowhere')).rejects.toMatchObject({
    reason: 'usage',
    message: matching(message),
  });
});
