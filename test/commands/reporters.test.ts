import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assemble } from '../../src/results/assemble.js';
import type { RunResult } from '../../src/results/run-result.js';
import { writeResult } from '../../src/results/write-result.js';
import { callMain } from '../support/call-main.js';
import { hasXmllint, junitProblems } from '../support/junit-schema.js';
import { ordinaryRun } from '../support/sample-report.js';
import { writeSampleJournal } from '../support/sample-run.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const ordinary = assemble(ordinaryRun, {});

/** A finished run, its journal beside it. */
async function folderWithRun(run = ordinaryRun, result = ordinary) {
  const folder = await temporaryFolder();
  const at = (name: string) => join(folder.path, name);
  await writeSampleJournal(at('run'), run);
  await writeResult(at('run'), result, { withPublic: false, secrets: [] });
  const report = (argv: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    callMain(['report', at('run'), ...argv], { cwd: folder.path, env: { NO_COLOR: '1', ...env } });
  const read = (name: string) => readFile(at(name), 'utf8');
  return { at, report, read, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

/** As if every answer had been graded so. */
function withReason(reason: string): RunResult {
  return { ...ordinary, attempts: ordinary.attempts.map((row) => ({ ...row, reason })) };
}

test('several reporters at once: one on stdout, the others in files whose folders are made', async () => {
  await using run = await folderWithRun();
  const list = 'table,junit=out/junit.xml,markdown=out/report.md,json=result.json,csv=rows.csv';
  const { code, stdout, stderr } = await run.report(['--reporter', list, '--reporter', 'jsonl=rows.jsonl']);

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('COMPOSITE');
  expect(await run.read('out/junit.xml')).toContain('✗ number  weight 1');
  expect(await run.read('out/report.md')).toContain('### janus-bench:');
  expect(JSON.parse(await run.read('result.json'))).toMatchObject({ schema: 'janus-bench/result' });
  expect((await run.read('rows.csv')).split('\r\n')).toHaveLength(32);
  expect((await run.read('rows.jsonl')).split('\n')).toHaveLength(31);
  if (hasXmllint) expect(junitProblems(await run.read('out/junit.xml'))).toBe('');
});

test('github: annotations on stderr, a summary where the runner says, a comment where the user says', async () => {
  await using run = await folderWithRun();
  await writeFile(run.at('summary.md'), 'before\n');
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: run.at('summary.md') };
  const { code, stdout, stderr } = await run.report(['--reporter', 'table,github=comment.md'], env);

  expect(code).toBe(0);
  expect(stdout).not.toContain('::');
  expect(stderr).toContain('::notice title=public/dev 1.0.0%3A composite');
  expect(stderr).toContain('::warning title=chat-2#0%3A fell silent::no byte for 60 s');
  expect(await run.read('summary.md')).toMatch(/^before\n### janus-bench:/u);
  expect(await run.read('comment.md')).toMatch(/^<!-- janus-bench:public\/dev -->\n### janus-bench:/u);
});

test('github elsewhere than on GitHub writes no summary', async () => {
  await using run = await folderWithRun();
  const { stderr } = await run.report(['--reporter', 'github'], {
    GITHUB_STEP_SUMMARY: run.at('summary.md'),
  });

  expect(stderr).toContain('::notice');
  expect(await readdir(run.at('.'))).toEqual(['run']);
});

test('a summary never grows beyond what GitHub takes of a step', async () => {
  await using run = await folderWithRun();
  await writeFile(run.at('summary.md'), 'x'.repeat(1_048_576 - 10_500));
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: run.at('summary.md') };
  for (let step = 0; step < 4; step++) await run.report(['--reporter', 'github'], env);

  expect(Buffer.byteLength(await run.read('summary.md'))).toBeLessThanOrEqual(1_048_576);
});

test('an answer printed on GitHub cannot give the runner a command', async () => {
  const reason = '::set-output name=x::y ##[add-mask]b';
  await using run = await folderWithRun(ordinaryRun, withReason(reason));
  const { stdout, stderr } = await run.report(['--reporter', 'table,github'], { GITHUB_ACTIONS: 'true' });

  expect(stdout).toContain('## [add-mask]b');
  for (const line of stdout.split('\n')) expect(line).not.toMatch(/^\s*::|##\[/u);
  for (const line of stderr.trim().split('\n')) expect(line).toMatch(/^::(?:notice|warning|error) /u);
});

test('of a private suite GitHub is told no reason', async () => {
  const told = withReason('wanted the word heron');
  const suite = { ...told.suite, visibility: 'private' as const };
  await using run = await folderWithRun(ordinaryRun, { ...told, suite });
  const { stderr } = await run.report(['--reporter', 'github=comment.md']);

  expect(stderr).toContain('withheld: the suite is private');
  expect(stderr + (await run.read('comment.md'))).not.toContain('heron');
});

test('a file that cannot be written is told, and the other reporters still speak', async () => {
  await using run = await folderWithRun();
  await mkdir(run.at('folder'));
  const before = await run.report(['--reporter', 'table,json=folder,csv=run/attempts.jsonl/x.csv']);
  const full = await run.report(['--reporter', 'json=/dev/full,csv=rows.csv']);

  expect({ code: before.code, stdout: before.stdout }).toEqual({ code: 2, stdout: '' });
  expect(before.stderr).toContain('folder: it is a folder');
  expect(before.stderr).toContain('x.csv: a part of the path is not a folder');
  expect(full.code).toBe(2);
  expect(full.stderr).toContain('error: json: cannot use /dev/full: the disk is full');
  expect(await run.read('rows.csv')).toContain('attempt_id');
});

test('a link is followed, not replaced', async () => {
  await using run = await folderWithRun();
  await writeFile(run.at('real.json'), 'old');
  await symlink(run.at('real.json'), run.at('link.json'));
  await run.report(['--reporter', 'json=link.json']);

  expect(JSON.parse(await run.read('real.json'))).toMatchObject({ schema: 'janus-bench/result' });
});

test.each([
  [['--reporter', 'tabel'], '--reporter: "tabel" is no reporter'],
  [['--reporter', 'table,json'], 'only one reporter can write to stdout'],
  [['--reporter', 'json=x', '--format', 'csv'], 'Leave out --reporter'],
])('report %j is wrong usage', async (argv, sentence) => {
  await using run = await folderWithRun();
  const { code, stdout, stderr } = await run.report(argv);

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(sentence);
});
