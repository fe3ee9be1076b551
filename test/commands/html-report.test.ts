import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { htmlReport } from '../../src/commands/html-report.js';
import { runFile } from '../../src/results/run-folder.js';
import { callMain } from '../support/call-main.js';
import { detailsIn, rowsIn, scoredOnce } from '../support/sample-page.js';
import { ordinaryRun } from '../support/sample-report.js';
import { writeSampleJournal } from '../support/sample-run.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const { result } = scoredOnce(ordinaryRun);

test('report --format html prints the page, with the script that the build made', async () => {
  await using folder = await temporaryFolder();
  await writeSampleJournal(folder.path, ordinaryRun);
  await writeFile(runFile(folder.path, 'result'), JSON.stringify(result));

  const { code, stdout } = await callMain(['report', folder.path, '--format', 'html']);

  expect(code).toBe(0);
  expect(stdout).toMatch(/^<!doctype html>[^]*<\/html>\n$/u);
  expect(stdout).toContain('Leon Sorokin');
  expect(detailsIn(stdout)).toHaveLength(ordinaryRun.records.length);
});

test('a reporter writes the page to a file', async () => {
  await using folder = await temporaryFolder();
  await writeFile(runFile(folder.path, 'result'), JSON.stringify(result));
  const path = join(folder.path, 'page.html');

  const { code, stdout } = await callMain(['report', folder.path, '--reporter', `html=${path}`]);

  expect([code, stdout]).toEqual([0, '']);
  expect(await readFile(path, 'utf8')).toContain('<title>public/dev 1.0.0');
});

test('a journal that cannot be read takes the details away, and the page says so', async () => {
  await using folder = await temporaryFolder();
  const journal = await writeSampleJournal(folder.path, ordinaryRun);
  await writeFile(journal, 'no journal\nat all\n');
  const html = await htmlReport({ result, journal });
  await rm(journal);

  expect(html).toContain('The journal could not be read');
  expect(new Set(rowsIn(html).details)).toEqual(new Set([-1]));
});
