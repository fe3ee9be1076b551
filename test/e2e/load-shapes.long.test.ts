import { expect, test } from 'vitest';
import * as z from 'zod';
import { run } from '../../src/index.js';
import { readJournal } from '../../src/results/journal-file.js';
import { runFile } from '../../src/results/run-folder.js';
import { drawArrivals } from '../../src/run/load-arrivals.js';
import { callMain } from '../support/call-main.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const settings = { target: 'mock:instant', suite: 'public/smoke' };

test('an open loop issues its seeded arrival list, tasks repeating in turn, and records how late', async () => {
  await using folder = await temporaryFolder();
  const { result, folder: place } = await run({
    ...settings,
    output: folder.path,
    rate: 20,
    arrivals: 'poisson',
    requests: 15,
    slo: 'ttft=20s,latency=30s',
  });
  const { header, records } = await readJournal(runFile(place, 'journal'));
  const { arrivalsMs } = drawArrivals(
    { rate: 20, arrivals: 'poisson', rampMs: 0, until: { attempts: 15 } },
    '1',
  );

  const dueOf = new Map(records.map(({ attemptId, dueMs }) => [attemptId, dueMs]));
  expect(header.order.map((id) => dueOf.get(id))).toEqual(
    arrivalsMs.map((atMs) => Math.round(atMs * 1_000) / 1_000),
  );
  expect(new Set(header.order.map((id) => id.replace(/#.*/, ''))).size).toBe(12);
  expect(records.every(({ exchanges }) => exchanges[0]!.scheduleLagMs >= 0)).toBe(true);
  expect(result.run).toMatchObject({ repeat: 2, plannedAttempts: 15, complete: true });
  expect(result.load.open).toMatchObject({ rate: 20, arrivals: 'poisson' });
  expect(result.load.open?.deliveredPerSecond).toBeGreaterThan(0);
  expect(result.goodput).toMatchObject({ good: 15, counted: 15, share: 1 });
  for (const { responseMs, latencyMs, scheduleLagMs } of result.attempts)
    expect(responseMs).toBeGreaterThanOrEqual(Math.max(latencyMs!, scheduleLagMs!));
});

test('where every answer is an error an open loop goes on, and none of it is goodput', async () => {
  await using folder = await temporaryFolder();
  const { result } = await run({
    ...settings,
    target: 'mock:null-500',
    output: folder.path,
    rate: 50,
    requests: 5,
    slo: 'ttft=20s',
  });

  expect(result.outcomes).toEqual({ http_error: 5 });
  expect(result.goodput).toMatchObject({ good: 0, counted: 5, share: 0, missed: { failed: 5 } });
  expect(result.load.okPerSecond).toBe(0);
});

test('fewer requests than tasks are a selection of the tasks', async () => {
  await using folder = await temporaryFolder();
  const { result } = await run({ ...settings, output: folder.path, requests: 5, concurrency: 2 });

  expect(result.attempts).toHaveLength(5);
  expect(result.suite.selectedTasks).toBe(5);
  expect(result.run.repeat).toBe(1);
});

test('an open loop cannot be taken up again', async () => {
  await using folder = await temporaryFolder();
  const { result } = await run({ ...settings, output: folder.path, rate: 50, requests: 3 });
  const { code, stderr } = await callMain(['run', '--resume', result.run.id, '--output', folder.path]);

  expect(code).toBe(2);
  expect(stderr).toContain('an open loop is not taken up again');
});

test('an open loop at a rate that brings nothing says so', async () => {
  await using folder = await temporaryFolder();
  const poisson = { ...settings, output: folder.path, rate: 0.001, arrivals: 'poisson' as const };

  await expect(run({ ...poisson, duration: '1ms' })).rejects.toThrow('nothing arrives within the duration');
});

const sweepSchema = z.object({
  levels: z.array(z.object({ concurrency: z.int(), attempts: z.int(), failed: z.int(), runId: z.string() })),
  knee: z.int().nullable(),
});

test('sweep runs one concurrency after another, each a run of its own with prompts of its own', async () => {
  await using folder = await temporaryFolder();
  const { code, stdout } = await callMain(
    [
      'sweep',
      '--target',
      'mock:instant',
      '--suite',
      'public/smoke',
      '--levels',
      '1,3',
      '--requests',
      '6',
    ].concat(['--slo', 'ttft=20s', '--output', folder.path, '--json', '--quiet']),
  );
  const { levels } = sweepSchema.parse(JSON.parse(stdout));

  expect(code).toBe(0);
  expect(levels.map(({ concurrency, attempts, failed }) => [concurrency, attempts, failed])).toEqual([
    [1, 6, 0],
    [3, 6, 0],
  ]);
  const nonces = await Promise.all(
    levels.map(async ({ runId }) => {
      const { records } = await readJournal(runFile(`${folder.path}/${runId}`, 'journal'));
      return records.map(({ nonce }) => nonce);
    }),
  );
  expect(new Set(nonces.flat()).size).toBe(12);
});

test('sweep stops at the level where nothing works any more', async () => {
  await using folder = await temporaryFolder();
  const { code, stdout } = await callMain(
    [
      'sweep',
      '--target',
      'mock:null-500',
      '--suite',
      'public/smoke',
      '--levels',
      '1,2,4',
      '--requests',
      '3',
    ].concat(['--output', folder.path, '--quiet']),
  );

  expect(code).toBe(0);
  expect(stdout).toMatch(/^ +1 +3 +0\/s/m);
  expect(stdout).not.toMatch(/^ +2 /m);
});

test.each([
  [['--levels', '4,2'], '--levels: must be rising whole numbers'],
  [['--levels', '1,x'], '--levels: must be rising whole numbers'],
])('sweep refuses %j', async (flags, message) => {
  const { code, stderr } = await callMain(['sweep', '--target', 'mock', ...flags]);

  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test.each([{ JANUS_BENCH_RATE: '5' }, { JANUS_BENCH_OFFICIAL: 'true', JANUS_BENCH_NONCE_FILE: 'nonce' }])(
  'sweep refuses %j: it decides its own load',
  async (env) => {
    const { code, stderr } = await callMain(['sweep', '--target', 'mock'], { env });

    expect(code).toBe(2);
    expect(stderr).toContain('a sweep decides its own load');
  },
);
