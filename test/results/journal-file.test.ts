import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAttempt, readJournal } from '../../src/results/journal-file.js';
import { journalText, sampleRun } from '../support/sample-run.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { containing, matching } from '../support/asymmetric.js';

const run = sampleRun({ tasksPerCategory: 1 });

async function journalWith(text: string) {
  const folder = await temporaryFolder();
  const path = join(folder.path, 'attempts.jsonl');
  await writeFile(path, text);
  return { path, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

/** The journal's lines, to be changed and joined again. */
const lines = journalText(run).trimEnd().split('\n');

test('a whole journal is read as it was written', async () => {
  await using journal = await journalWith(journalText(run));
  const read = await readJournal(journal.path);

  expect(JSON.stringify(read.header)).toBe(lines[0]);
  expect(read.records.map((record) => JSON.stringify(record))).toEqual(lines.slice(1));
  expect(read).toMatchObject({ tornTail: undefined, duplicates: [], resumedAt: [] });
});

test('a line cut off at any byte at the end is reported and not counted', async () => {
  const whole = `${lines.slice(0, 3).join('\n')}\n`;
  const last = lines[3] ?? '';
  for (const cut of [1, 2, 50, last.length - 1, last.length]) {
    await using journal = await journalWith(whole + last.slice(0, cut));
    const { records, tornTail } = await readJournal(journal.path);

    expect(records).toHaveLength(2);
    expect(tornTail).toEqual({ line: 4, offset: Buffer.byteLength(whole) });
  }
});

test('a tail of zeros, as a power cut leaves, is torn too', async () => {
  await using journal = await journalWith(`${lines[0]}\n${lines[1]}\n\0\0\0\0`);

  expect(await readJournal(journal.path)).toMatchObject({ records: [{}], tornTail: { line: 3 } });
});

test('damage before the last line is an error with file and line', async () => {
  await using journal = await journalWith(`${lines[0]}\n{"half":\n${lines[1]}\n`);

  await expect(readJournal(journal.path)).rejects.toMatchObject({
    reason: 'usage',
    message: `${journal.path}:2 is not JSON, and it is not the last line`,
  });
});

test('two broken lines at the end are one too many', async () => {
  await using journal = await journalWith(`${lines[0]}\nnot json\nnot json`);

  await expect(readJournal(journal.path)).rejects.toMatchObject({
    message: containing(':2 is not JSON'),
  });
});

test('a line that is JSON but no attempt is an error with what is wrong in it', async () => {
  const record = { ...run.records[0], grade: { ...run.records[0]?.grade, quality: 2 } };
  await using journal = await journalWith(`${lines[0]}\n${JSON.stringify(record)}\n`);

  await expect(readJournal(journal.path)).rejects.toMatchObject({
    message: matching(/:2 grade\.quality: /u),
  });
});

test('an attempt found again is reported, and the first counts', async () => {
  await using journal = await journalWith(journalText(run));
  const again = { ...run.records[0], nonce: 'nx-zzzzzzzz' };
  await appendFile(journal.path, `${JSON.stringify(again)}\n`);
  const { records, duplicates } = await readJournal(journal.path);

  expect(duplicates).toEqual([run.records[0]?.attemptId]);
  expect(records[0]?.nonce).toBe('nx-a1b2c3d4');
  expect(records).toHaveLength(run.records.length);
});

test('an attempt of another run is an error', async () => {
  await using journal = await journalWith(
    `${lines[0]}\n${(lines[1] ?? '').replaceAll('chat-1', 'chat-99')}\n`,
  );

  await expect(readJournal(journal.path)).rejects.toMatchObject({
    message: containing('chat-99#0 was not planned'),
  });
});

test('a newer version, of the header or of an attempt, asks for an upgrade', async () => {
  for (const text of [
    `${(lines[0] ?? '').replace('"schemaVersion":1', '"schemaVersion":2')}\n`,
    `${lines[0]}\n${(lines[1] ?? '').replace('"schemaVersion":1', '"schemaVersion":7')}\n`,
  ]) {
    await using journal = await journalWith(text);

    await expect(readJournal(journal.path)).rejects.toMatchObject({
      message: containing('written by a newer janus-bench'),
      hint: containing('Upgrade'),
    });
  }
});

test('a file without a header says so', async () => {
  for (const text of ['', (lines[0] ?? '').slice(0, 40)]) {
    await using journal = await journalWith(text);

    await expect(readJournal(journal.path)).rejects.toMatchObject({
      message: containing('no header'),
    });
  }
});

test('a header whose tasks belong to no category is refused', async () => {
  const header = { ...run.header, suite: { ...run.header.suite, categories: {} } };
  await using journal = await journalWith(`${JSON.stringify(header)}\n`);

  await expect(readJournal(journal.path)).rejects.toMatchObject({
    message: containing('unknown category'),
  });
});

test('resumes are remembered', async () => {
  const resume = { schema: 'janus-bench/resume', schemaVersion: 1, resumedAt: '2026-01-22T15:00:00.000Z' };
  await using journal = await journalWith([lines[0], JSON.stringify(resume), lines[1], ''].join('\n'));

  expect(await readJournal(journal.path)).toMatchObject({ resumedAt: [resume.resumedAt], records: [{}] });
});

test('one attempt is found without reading what follows it', async () => {
  await using journal = await journalWith(`${lines[0]}\n${lines[1]}\ndamaged\n${lines[2]}\n`);
  const { record, header } = await readAttempt(journal.path, 'chat-1#0');

  expect(record.attemptId).toBe('chat-1#0');
  expect(header.runId).toBe(run.header.runId);
});

test('in a run of one repeat the task is enough', async () => {
  await using journal = await journalWith(journalText(sampleRun({ tasksPerCategory: 2 })));

  expect((await readAttempt(journal.path, 'tools-1')).record.attemptId).toBe('tools-1#0');
});

test('an attempt that is not there is named in the error', async () => {
  await using journal = await journalWith(journalText(run));

  await expect(readAttempt(journal.path, 'chat-1#9')).rejects.toMatchObject({
    message: containing('chat-1#9'),
    hint: containing('chat-1#0'),
  });
});

const secondRound = run.header.order.map((id) => id.replace(/#0$/, '#1'));
const extended = { schema: 'janus-bench/extended', schemaVersion: 1, repeat: 2, order: secondRound };
const ofSecondRound = (line: string) => line.replaceAll(/#0"/g, '#1"').replace('"repeat":0', '"repeat":1');

test('a run that went on beyond its plan is read as if it had planned all of it', async () => {
  await using journal = await journalWith(
    [...lines, JSON.stringify(extended), ofSecondRound(lines[1]!), ''].join('\n'),
  );
  const { header, records } = await readJournal(journal.path);

  expect(header.order).toEqual([...run.header.order, ...secondRound]);
  expect(header).toMatchObject({ repeat: 2, settings: { repeat: { value: 2 } } });
  expect(records.map(({ attemptId }) => attemptId)).toEqual([...run.header.order, secondRound[0]]);
  expect((await readAttempt(journal.path, secondRound[0]!)).header.repeat).toBe(2);
});

test('an attempt beyond the plan, before the line that adds it, is an error', async () => {
  await using journal = await journalWith(
    [lines[0], ofSecondRound(lines[1]!), JSON.stringify(extended), ''].join('\n'),
  );

  await expect(readJournal(journal.path)).rejects.toThrow('was not planned by this run');
});
