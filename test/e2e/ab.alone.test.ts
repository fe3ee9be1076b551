import { createServer, request as httpRequest, type Server } from 'node:http';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { main } from '../../src/cli.js';
import { startJudge } from '../../src/mock/judge.js';
import { startMiner, type MinerOptions, type RunningMiner } from '../../src/mock/miner.js';
import { pairReportSchema } from '../../src/report/ab.js';
import { readJournal } from '../../src/results/journal-file.js';
import { readRun } from '../../src/results/read-run.js';
import { runFile } from '../../src/results/run-folder.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { openTokenCounter, type TokenCounter } from '../../src/target/token-counter.js';
import { callMain, recordingIo } from '../support/call-main.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const smoke = await loadSuite('public/smoke', {});
let tokens: TokenCounter;

beforeAll(async () => {
  tokens = await openTokenCounter();
});

afterAll(async () => {
  await tokens[Symbol.asyncDispose]();
});

function miner(options: Partial<MinerOptions>): Promise<RunningMiner> {
  return startMiner({ profile: 'instant', suites: [smoke], seed: '1', tokens, ...options });
}

async function ab(flags: readonly string[], output: string) {
  const called = await callMain(['ab', '--suite', 'public/smoke', '--json', '--output', output, ...flags]);
  const report = called.stdout === '' ? undefined : pairReportSchema.parse(JSON.parse(called.stdout));
  const comparison = report?.decision.comparison;
  const finding = (key: string) =>
    comparison?.findings.find((each) => each.key === key) ??
    expect.fail(`no ${key}: ${comparison?.obstacles.join('; ') ?? called.stderr}`);
  return { ...called, report, finding };
}

test('one target against itself: nothing is called different, and the journals show ABBA', async () => {
  await using folder = await temporaryFolder();
  await using a = await miner({});
  const { code, report } = await ab(['--a', a.url, '--aa'], folder.path);
  const { comparison } = report!.decision;

  expect(report!.falseCalls).toEqual([]);
  expect(code).toBe(0);
  expect(comparison).toMatchObject({ pairing: 'interleaved', obstacles: [], base: { attempts: 36 } });
  const [journalA, journalB] = await Promise.all(
    [report!.folders.a, report!.folders.b].map((place) => readJournal(runFile(place, 'journal'))),
  );
  const issued = [journalA!, journalB!].flatMap(({ records }, side) =>
    records.map(({ attemptId, issuedAt }) => ({ attemptId, side: 'ab'[side]!, at: Date.parse(issuedAt) })),
  );
  const firstOf = journalA!.header.order.map((id) => {
    const both = issued.filter(({ attemptId }) => attemptId === id);
    return both.reduce((first, other) => (other.at < first.at ? other : first)).side;
  });
  // Two that were issued within one ms cannot be told apart: the first of them is taken, which is a.
  const wrong = firstOf.filter((side, index) => side === 'b' && index % 2 === 0);
  expect(wrong).toEqual([]);
  expect(firstOf.filter((side, index) => side === 'b' && index % 2 === 1).length).toBeGreaterThan(12);
  expect(journalA!.header.pairedWith).toEqual({ runId: journalB!.header.runId, side: 'a' });
  expect(journalB!.header.pairedWith).toEqual({ runId: journalA!.header.runId, side: 'b' });
  expect(journalA!.records.map(({ nonce }) => nonce).sort()).toEqual(
    journalB!.records.map(({ nonce }) => nonce).sort(),
  );
});

test('each run of a pair is an ordinary run: it can be reported, verified and compared', async () => {
  await using folder = await temporaryFolder();
  await using a = await miner({});
  const { report } = await ab(['--a', a.url, '--b', a.url, '--repeat', '1'], folder.path);
  const { folders } = report!;

  expect((await readdir(folder.path)).sort()).toEqual(
    [folders.a, folders.b].map((place) => place.slice(folder.path.length + 1)),
  );
  expect(folders.b.replace(/-b$/, '-a')).toBe(folders.a);
  for (const place of [folders.a, folders.b]) {
    expect((await callMain(['verify', place])).code).toBe(0);
    expect((await callMain(['report', place])).code).toBe(0);
  }
  expect((await readRun(folders.a, '')).result.load).toMatchObject({ spanMs: null, okPerSecond: null });
  const compared = await callMain(['compare', folders.a, folders.b, '--json']);
  expect(compared.code).toBe(0);
  expect(z.object({ pairing: z.string() }).parse(JSON.parse(compared.stdout)).pairing).toBe('interleaved');
});

test('a second target that is slower by a clear factor has regressed', async () => {
  await using folder = await temporaryFolder();
  await using a = await miner({});
  await using b = await miner({ profile: 'steady' });
  const { code, finding } = await ab(['--a', a.url, '--b', b.url, '--concurrency', '2'], folder.path);

  expect(finding('ttftMs').verdict).toBe('regressed');
  expect(finding('latencyMs').verdict).toBe('regressed');
  expect(finding('quality').verdict).not.toBe('regressed');
  expect(code).toBe(1);
});

test('a second target that answers worse has regressed, and more repeats are added until that is decided', async () => {
  await using folder = await temporaryFolder();
  await using a = await miner({});
  await using b = await miner({ accuracy: 0.3 });
  const flags = ['--a', a.url, '--b', b.url, '--concurrency', '2', '--repeat', '1', '--until-decided'];
  const { code, report, finding, stderr } = await ab([...flags, '--max-repeat', '6'], folder.path);

  expect(report!.looks).toEqual([1, 2, 4, 6]);
  expect(finding('quality').verdict).toBe('regressed');
  expect(finding('quality').pWorse).toBeLessThan(report!.look.level);
  expect(code).toBe(1);
  const looks = stderr.split('\n').filter((line) => line.startsWith('look '));
  expect(looks).toHaveLength(report!.look.index + 1);
  expect(looks.at(-1)).toContain('regressed');
  for (const place of [report!.folders.a, report!.folders.b]) {
    const { result } = await readRun(place, '');
    expect(result.run).toMatchObject({ repeat: report!.look.repeat, complete: true });
    expect(result.run.settings['repeat']?.value).toBe(report!.look.repeat);
    expect(result.attempts).toHaveLength(12 * report!.look.repeat);
    expect((await callMain(['verify', place])).code).toBe(0);
  }
});

test('an interrupted pair keeps both journals whole, and is finished by ab --resume alone', async () => {
  await using folder = await temporaryFolder();
  await using a = await miner({ profile: 'steady' });
  const recording = recordingIo();
  const flags = ['--suite', 'public/smoke', '--repeat', '1', '--concurrency', '2', '--output', folder.path];
  const running = main({ argv: ['ab', '--a', a.url, '--b', a.url, ...flags], ...recording.io });
  await until(() => /^\[ *6\/24\]/m.test(recording.said().stderr));
  recording.signal('SIGINT');

  expect(await running).toBe(130);
  const names = (await readdir(folder.path)).sort();
  const journals = await Promise.all(
    names.map((name) => readJournal(runFile(join(folder.path, name), 'journal'))),
  );
  expect(journals.map(({ tornTail, duplicates }) => [tornTail, duplicates])).toEqual([
    [undefined, []],
    [undefined, []],
  ]);
  const kept = journals.reduce((sum, { records }) => sum + records.length, 0);
  expect(kept).toBeGreaterThanOrEqual(6);
  expect(kept).toBeLessThan(24);
  expect(recording.said().stderr).toContain(
    `go on with: janus-bench ab --resume ${join(folder.path, names[0]!)}`,
  );

  const alone = await callMain(['run', '--resume', names[0]!, '--output', folder.path]);
  expect(alone.code).toBe(2);
  expect(alone.stderr).toContain('janus-bench ab --resume');

  const resumed = await ab(['--resume', names[1]!.replace(/-b$/, '')], folder.path);
  expect(resumed.report!.decision.comparison!.obstacles).toEqual([]);
  for (const name of names) {
    const { result } = await readRun(join(folder.path, name), '');
    expect(result.run).toMatchObject({ complete: true, resumes: 1, repeat: 1 });
  }
  const again = await ab(['--resume', names[0]!], folder.path);
  expect(again.report!.decision.comparison!.findings).toEqual(resumed.report!.decision.comparison!.findings);
});

test('one judge serves both sides, is tested once, and every request to it is counted once', async () => {
  await using folder = await temporaryFolder();
  await using a = await miner({});
  await using judge = await startJudge();
  const asked = ['--judge-url', judge.url, '--judge-model', 'm', '--judge-cache', 'off', '--repeat', '1'];
  const { report } = await ab(['--a', a.url, '--b', a.url, ...asked], folder.path);
  const [resultA, resultB] = await Promise.all(
    [report!.folders.a, report!.folders.b].map(async (place) => (await readRun(place, '')).result),
  );

  expect(report!.decision.comparison!.obstacles).toEqual([]);
  expect(resultB!.judge!.fitness).toEqual(resultA!.judge!.fitness);
  expect(resultB!.judge!.calls).toBeGreaterThan(0);
  expect(resultA!.judge!.calls).toBeGreaterThan(resultB!.judge!.calls!);
  expect(resultA!.judge!.calls! + resultB!.judge!.calls!).toBe(judge.requests());
});

test('targets that both grow slower and slower are not called different', async () => {
  await using folder = await temporaryFolder();
  await using behind = await miner({});
  const beganMs = performance.now();
  // 20 ms at first, 10 ms more every second: one run after the other would differ by half.
  const drifting = await startDelaying(behind.url, () => 20 + (performance.now() - beganMs) / 100);
  try {
    const { report, finding } = await ab(['--a', drifting.url, '--aa'], folder.path);

    expect(finding('ttftMs').candidate).toBeGreaterThan(20);
    expect(report!.falseCalls).toEqual([]);
    expect(['regressed', 'improved']).not.toContain(finding('ttftMs').verdict);
    expect(['regressed', 'improved']).not.toContain(finding('speed').verdict);
  } finally {
    drifting.server.closeAllConnections();
    drifting.server.close();
  }
});

/** A way to a miner that takes its time before a completion. */
async function startDelaying(url: string, delayMs: () => number): Promise<{ url: string; server: Server }> {
  const server = createServer((incoming, response) => {
    const wait = incoming.method === 'POST' ? delayMs() : 0;
    setTimeout(() => {
      const forwarded = httpRequest(
        new URL(incoming.url ?? '/', url),
        { method: incoming.method, headers: incoming.headers },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      );
      forwarded.on('error', () => response.destroy());
      incoming.pipe(forwarded);
    }, wait);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = z.object({ port: z.int() }).parse(server.address());
  return { url: `http://127.0.0.1:${address.port}`, server };
}

async function until(isThere: () => boolean): Promise<void> {
  const limitMs = performance.now() + 60_000;
  while (!isThere()) {
    if (performance.now() > limitMs) throw new Error('it did not come');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
