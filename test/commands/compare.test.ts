import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { comparisonSchema } from '../../src/compare/comparison.js';
import type { RunResult } from '../../src/results/run-result.js';
import { callMain } from '../support/call-main.js';
import { allRight, chatWrong, findingOf, sampleResult, type Side } from '../support/sample-comparison.js';
import { sampleRun, writeSampleJournal } from '../support/sample-run.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** Runs with a result and a journal each, by their ids. */
async function runFolder(runs: Readonly<Record<string, Side>>) {
  const folder = await temporaryFolder();
  for (const [runId, { options, change }] of Object.entries(runs)) {
    const result = sampleResult(runId, options);
    await writeSampleJournal(join(folder.path, runId), sampleRun({ ...options, header: { runId } }));
    await writeResult(runId, change?.(result) ?? result);
  }
  async function writeResult(name: string, result: RunResult) {
    await mkdir(join(folder.path, name), { recursive: true });
    await writeFile(join(folder.path, name, 'result.json'), JSON.stringify(result));
  }
  return {
    writeResult,
    compare: (...argv: string[]) =>
      callMain(['compare', ...argv, '--output', folder.path], { env: { NO_COLOR: '1' } }),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

test('two runs are compared: the outcome first, then findings, flips and both answers', async () => {
  await using folder = await runFolder({ monday: allRight, tuesday: chatWrong });
  const { code, stdout, stderr } = await folder.compare('monday', 'tuesday');

  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout.trimStart()).toMatch(/^Regressed: /u);
  expect(stdout).toMatch(/✗ lost +chat-1 +chat +1\/1 +0\/1/u);
  expect(stdout).toContain('ANSWER: 42');
  expect(stdout).toContain('ANSWER: 41');
  expect(stdout).toContain('wanted 42, found 41');
  expect(stdout).not.toContain('\u001b');
  expect(stdout).toContain('3 of 5');
  expect(stdout).toContain("janus-bench report tuesday --attempt 'chat-1#0'");
  expect(stdout).toContain('janus-bench compare monday tuesday --answers');
});

test('--answers shows the answers to every flip', async () => {
  await using folder = await runFolder({ monday: allRight, tuesday: chatWrong });
  const { stdout } = await folder.compare('monday', 'tuesday', '--answers');

  expect(stdout.match(/ANSWER: 41/gu)).toHaveLength(5);
});

test('--json prints the comparison as its schema says', async () => {
  await using folder = await runFolder({ monday: allRight, tuesday: chatWrong });
  const { stdout } = await folder.compare('monday', 'tuesday', '--json');
  const comparison = comparisonSchema.parse(JSON.parse(stdout));

  expect(comparison.base.name).toBe('monday');
  expect(comparison.flips.map(({ taskId }) => taskId)).toEqual([
    'chat-1',
    'chat-2',
    'chat-3',
    'chat-4',
    'chat-5',
  ]);
});

test('runs that are not comparable are shown side by side without a verdict, and every reason is told', async () => {
  await using folder = await runFolder({
    monday: allRight,
    tuesday: {
      ...chatWrong,
      change: (result) => ({ ...result, run: { ...result.run, seed: '8', concurrency: 4 } }),
    },
  });
  const { code, stdout, stderr } = await folder.compare('monday', 'tuesday');

  expect(code).toBe(6);
  expect(stderr).toContain('not comparable: the seeds differ: 7 in monday, 8 in tuesday');
  expect(stderr).toContain('not comparable: the concurrencies differ: 1 in monday, 4 in tuesday');
  expect(stdout).toContain('Not comparable: 2 reasons.');
  expect(stdout).toContain('Runs side by side');
  expect(stdout).not.toMatch(/regressed|flipped/iu);
});

test('more than two runs stand side by side, each compared with the first', async () => {
  await using folder = await runFolder({ monday: allRight, tuesday: chatWrong, friday: allRight });
  const table = await folder.compare('monday', 'tuesday', 'friday');
  const json = await folder.compare('monday', 'tuesday', 'friday', '--json');

  expect(table.code).toBe(0);
  expect(table.stdout).toMatch(/tuesday +Regressed: /u);
  expect(table.stdout).toMatch(/friday +No regression found; Quality is the same in every task\./u);
  expect(JSON.parse(json.stdout)).toMatchObject({
    schema: 'janus-bench/comparisons',
    comparisons: [{ candidate: { name: 'tuesday' } }, { candidate: { name: 'friday' } }],
  });
});

test('further runs of a side let times be decided', async () => {
  const times = (factor: number) => (result: RunResult) => ({
    ...result,
    attempts: result.attempts.map((row) => ({ ...row, ttftMs: factor * (row.ttftMs ?? 0) })),
  });
  const runs = { a: 1, aa: 1.02, aaa: 0.99, b: 1.5, bb: 1.49, bbb: 1.53 };
  await using folder = await runFolder(
    Object.fromEntries(
      Object.entries(runs).map(([runId, factor]) => [runId, { ...allRight, change: times(factor) }]),
    ),
  );
  const alone = await folder.compare('a', 'b', '--json');
  const several = await folder.compare(
    ...['a', 'b', '--base', 'aa', '--base', 'aaa', '--candidate', 'bb', '--candidate', 'bbb', '--json'],
  );
  const ttft = (text: string) => findingOf(comparisonSchema.parse(JSON.parse(text)), 'ttftMs');

  expect(ttft(alone.stdout)).toMatchObject({ verdict: 'inconclusive', reason: 'one run a side' });
  expect(ttft(several.stdout)).toMatchObject({ verdict: 'regressed', clusters: 6 });
});

test('a result of an older version is read from the journal beside it', async () => {
  const asOlder = (result: RunResult): RunResult => ({
    ...result,
    attempts: result.attempts.map((row) => ({ ...row, parts: null })),
  });
  await using folder = await runFolder({ monday: { ...allRight, change: asOlder }, tuesday: chatWrong });
  await folder.writeResult('lonely', asOlder(sampleResult('lonely', allRight.options)));

  const whole = await folder.compare('monday', 'tuesday', '--format', 'markdown');
  const lonely = await folder.compare('lonely', 'tuesday', '--format', 'markdown');
  expect(whole.stdout).toMatch(/\| Composite \| \d/u);
  expect(lonely.stdout).toMatch(/\| Composite \| –/u);
  expect(lonely.stdout).toContain('Speed, Cost, Streaming and the composite are not compared');
});

test.each([
  [['a', 'b', '--answers', '--json'], '--answers prints the answers below the table'],
  [['a', 'b', 'c', '--base', 'd'], '--base and --candidate add runs'],
  [['a'], "missing required argument 'candidate'"],
])('%j is wrong usage', async (argv, message) => {
  const { code, stderr } = await callMain(['compare', ...argv]);

  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
