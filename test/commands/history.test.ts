import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { historySchema } from '../../src/report/history.js';
import { assemble } from '../../src/results/assemble.js';
import type { RunResult } from '../../src/results/run-result.js';
import { writeResult } from '../../src/results/write-result.js';
import { callMain } from '../support/call-main.js';
import { sampleRun, writeSampleJournal } from '../support/sample-run.js';
import { temporaryFolder } from '../support/temporary-folder.js';

interface Made {
  readonly day: number;
  readonly composite?: number;
  readonly change?: (result: RunResult) => RunResult;
}

const usual = assemble(sampleRun(), { finishedAt: '2026-03-01T10:05:00.000Z' });

/** A folder with a finished run a day. */
async function folderOf(runs: readonly Made[]) {
  const folder = await temporaryFolder();
  for (const made of runs) await writeDay(folder.path, made);
  const history = (...argv: string[]) =>
    callMain(['history', folder.path, ...argv], { env: { NO_COLOR: '1' } });
  const json = async (...argv: string[]) =>
    historySchema.parse(JSON.parse((await history('--format', 'json', ...argv)).stdout));
  return { path: folder.path, history, json, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

async function writeDay(folder: string, { day, composite = 70, change }: Made): Promise<RunResult> {
  const score = { value: composite, low: composite - 3, high: composite + 3 };
  const dated: RunResult = {
    ...usual,
    run: {
      ...usual.run,
      id: `run-${day}`,
      startedAt: `2026-03-${String(day).padStart(2, '0')}T10:00:00.000Z`,
    },
    scores: { ...usual.scores, composite: score, quality: score },
  };
  const result = change?.(dated) ?? dated;
  await mkdir(join(folder, `run-${day}`));
  await writeResult(join(folder, `run-${day}`), result, { withPublic: false, secrets: [] });
  return result;
}

const withRun = (run: Partial<RunResult['run']>) => (result: RunResult) => ({
  ...result,
  run: { ...result.run, ...run },
});
const toOther = (result: RunResult) => ({
  ...result,
  target: { url: 'http://localhost:9009', model: 'other', started: null },
});

describe('history', () => {
  test('shows the runs that can be compared together, the newest last, with what changed', async () => {
    await using runs = await folderOf([
      { day: 3, composite: 72.5 },
      { day: 1, composite: 70 },
      { day: 2, composite: 80, change: toOther },
    ]);
    const { groups, skipped } = await runs.json();

    expect(skipped).toEqual([]);
    expect(groups.map((group) => [group.target, group.runs.map(({ runId }) => runId)])).toEqual([
      ['http://localhost:9009', ['run-2']],
      ['http://localhost:8001', ['run-1', 'run-3']],
    ]);
    const [before, after] = groups[1]?.runs ?? [];
    expect(before?.compositeChange).toBeNull();
    expect(after).toMatchObject({ composite: 72.5, compositeLow: 69.5, compositeChange: 2.5 });
  });

  test.each([
    ['another suite', (result: RunResult) => ({ ...result, suite: { ...result.suite, digest: 'f' } })],
    ['another seed', withRun({ seed: '2' })],
    ['another concurrency', withRun({ concurrency: 4 })],
    ['another timeout', withRun({ settings: { timeoutMs: { value: 5_000, from: 'flag --timeout' } } })],
    ['a filter', withRun({ settings: { category: { value: ['chat'], from: 'flag --category' } } })],
  ])('%s is a group of its own', async (_what, change) => {
    await using runs = await folderOf([{ day: 1 }, { day: 2, change }]);

    expect((await runs.json()).groups).toHaveLength(2);
  });

  test('a table has a sparkline, the changes and what they are not', async () => {
    await using runs = await folderOf([1, 2, 3, 4].map((day) => ({ day, composite: 60 + day })));
    const { code, stdout, stderr } = await runs.history('--limit', '3');

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/Composite [▁▂▃▄▅▆▇█]{3} 62\.0 to 64\.0/u);
    expect(stdout).toContain('1 older run not shown (--limit)');
    expect(stdout).toMatch(/run-3 .*\+\d+\.\d/u);
    expect(stdout.indexOf('run-2')).toBeLessThan(stdout.indexOf('run-4'));
    expect(stdout).toContain('janus-bench compare');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('markdown, CSV and JSON lines tell the same runs', async () => {
    await using runs = await folderOf([{ day: 1 }, { day: 2 }]);
    const markdown = await runs.history('--format', 'markdown');
    const csv = (await runs.history('--format', 'csv')).stdout.trimEnd().split('\r\n');
    const lines = (await runs.history('--format', 'jsonl')).stdout.trimEnd().split('\n');

    expect(markdown.stdout).toContain('| UTC | run | composite |');
    expect(csv).toHaveLength(3);
    expect(csv[0]).toContain('group,suite,suite_version,suite_digest,target,model,profile');
    expect(csv[0]).toContain('ttft_p50_ms,latency_p50_ms,cost_usd');
    expect(lines.map((line) => Object.keys(JSON.parse(line) as object).join())).toEqual([csv[0], csv[0]]);
  });

  test('filters by suite and by target', async () => {
    await using runs = await folderOf([{ day: 1 }, { day: 2, change: toOther }]);

    expect((await runs.json('--target', 'OTHER')).groups.map(({ model }) => model)).toEqual(['other']);
    expect((await runs.json('--suite', 'no such')).groups).toEqual([]);
    expect((await runs.history('--suite', 'no such')).stdout).toContain('no run');
  });

  test('what cannot be read is told and skipped', async () => {
    await using runs = await folderOf([{ day: 1 }]);
    for (const name of ['torn', 'old', 'hostile']) await mkdir(join(runs.path, name));
    await writeFile(join(runs.path, 'torn', 'result.json'), '{"schema": "janus-bench/result", ');
    await writeFile(join(runs.path, 'hostile', 'result.json'), '{"\u001b[2J": 1,\n  "tasks": [');
    await writeSampleJournal(join(runs.path, 'old'), sampleRun());
    const { code, stdout, stderr } = await runs.history();

    expect(code).toBe(0);
    expect(stdout).toContain('run-1');
    expect(stderr).toContain('skipped old: it has no result.json yet');
    expect(stderr).toMatch(/skipped torn: .*is not JSON/u);
    expect(stderr).toContain('skipped hostile:');
    expect((await runs.json()).skipped).toHaveLength(3);
  });

  test('a run that is not finished is marked, and nothing is compared with it', async () => {
    await using runs = await folderOf([
      { day: 1, composite: 60 },
      { day: 2, composite: 90, change: withRun({ complete: false }) },
      { day: 3, composite: 61 },
    ]);
    const [group] = (await runs.json()).groups;

    expect((await runs.history()).stdout).toMatch(/run-2 .*not finished/u);
    expect(group?.runs.map(({ compositeChange }) => compositeChange)).toEqual([null, 30, 1]);
  });

  test('a result laid out by another program is read as well', async () => {
    await using runs = await folderOf([]);
    const result = await writeDay(runs.path, { day: 1 });
    await mkdir(join(runs.path, 'compact'));
    await writeFile(join(runs.path, 'compact', 'result.json'), JSON.stringify(result));

    expect((await runs.json()).groups[0]?.runs.map(({ runId }) => runId)).toEqual(['run-1', 'run-1']);
  });

  test('a folder that is not there is wrong usage', async () => {
    const { code, stderr } = await callMain(['history', '/nowhere/at/all']);

    expect(code).toBe(2);
    expect(stderr).toContain('/nowhere/at/all');
  });
});

test('settings that set a group apart stand there as their flags are spelt', async () => {
  const settings = {
    only: { value: ['chat-1', 'chat-2'], from: 'flag --only' },
    lastFailed: { value: 'run-9', from: 'flag --last-failed' },
  };
  await using folder = await folderOf([{ day: 1, change: withRun({ settings }) }]);
  const { stdout } = await folder.history();

  expect(stdout).toContain('only chat-1, chat-2');
  expect(stdout).toContain('last-failed run-9');
});
