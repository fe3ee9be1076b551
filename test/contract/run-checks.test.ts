import { afterAll, beforeAll, expect, test } from 'vitest';
import { BenchError } from '../../src/errors/bench-error.js';
import { checkReportSchema } from '../../src/contract/check-report.js';
import { findingsRenderers } from '../../src/contract/renderers.js';
import { openTokenCounter, type TokenCounter } from '../../src/target/token-counter.js';
import {
  chunk,
  closedPort,
  startBadServer,
  streamHead,
  whole,
  type Behaviour,
} from '../support/bad-server.js';
import { checkProfile, checkUrl } from '../support/contract.js';
import { hostileTexts, unsafe } from '../support/hostile-text.js';
import { contentFrame } from '../support/stamped-reads.js';

let tokens: TokenCounter;

beforeAll(async () => {
  tokens = await openTokenCounter();
});

afterAll(() => tokens[Symbol.asyncDispose]());

const hurry = {
  readyMs: 300,
  healthSamples: 3,
  ttft: { warnMs: 100, failMs: 300 },
  silence: { warnMs: 100, failMs: 300 },
};
const page = { columns: 80, color: false };

test('a report is what its schema says', async () => {
  const report = await checkProfile('steady', { only: ['K05', 'k01'], tokens });

  expect(checkReportSchema.parse(report)).toEqual(report);
  expect(report.findings.map(({ id }) => id)).toEqual(['K01', 'K05']);
});

test('where nothing answers, one check fails and the rest are left out', async () => {
  const url = `http://127.0.0.1:${await closedPort()}`;
  const { counts, findings, verdict } = await checkUrl(url, { limits: hurry, tokens });

  expect(counts).toEqual({ pass: 0, skip: 16, warn: 0, fail: 1 });
  expect(findings[0]!.came).toContain('ECONNREFUSED');
  expect(findings[5]!.came).toContain('nothing answers');
  expect(verdict).toBe('fail');
});

test('a check of minutes is left out unless it is wanted', async () => {
  const { findings } = await checkProfile('null-500', { limits: hurry, timeoutMs: 500, tokens });

  expect(findings.find(({ id }) => id === 'K12')).toMatchObject({
    verdict: 'skip',
    fix: 'Run it with --long.',
  });
});

test('an unknown check is wrong usage', async () => {
  await expect(checkUrl('http://127.0.0.1:1', { only: ['K99'], tokens })).rejects.toThrow(BenchError);
});

test('an interrupted run rejects and does not go on', async () => {
  await using server = await startBadServer((socket) => socket.write(streamHead()));
  const interrupt = new AbortController();
  const running = checkUrl(server.url, { only: ['K05', 'K17'], signal: interrupt.signal, tokens });
  await expect.poll(() => server.requests.length).toBe(1);
  interrupt.abort();

  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  expect(server.requests).toHaveLength(1);
});

const evil = Object.values(hostileTexts).join(' ');
const hostileServers: readonly (readonly [string, Behaviour])[] = [
  [
    'says hostile things everywhere',
    (socket) => socket.write(whole(500, evil, { 'content-type': 'text/html' })),
  ],
  [
    'streams hostile content',
    (socket) => socket.end(streamHead() + chunk(contentFrame(evil) + `data: ${evil}\n\n`)),
  ],
  ['is no HTTP server', (socket) => socket.end(`\u001B[2J${evil}\r\n\r\n`)],
  ['hangs up at once', (socket) => socket.destroy()],
  ['never answers', () => undefined],
  ['sends an endless line', (socket) => endless(socket, streamHead(), chunk('x'.repeat(60_000)))],
  [
    'sends comments for ever',
    (socket) => endless(socket, streamHead(), chunk(': \u001B[31m\n\n'.repeat(5_000))),
  ],
  ['names itself with escapes', (socket) => socket.write(whole(200, '{}', { 'content-type': evilHeader }))],
];
const evilHeader = `text/\u0085event;${'a'.repeat(5_000)}`;

function endless(socket: Parameters<Behaviour>[0], head: string, more: string): void {
  socket.write(head);
  const write = () => {
    while (!socket.destroyed && socket.writable && socket.write(more));
  };
  socket.on('drain', () => setImmediate(write));
  write();
}

test.concurrent.each(hostileServers)(
  'a target that %s is judged in time, and its words are harmless',
  async (_, behave) => {
    await using server = await startBadServer(behave);
    const report = await checkUrl(server.url, { limits: hurry, timeoutMs: 600, tokens });

    expect(report.findings).toHaveLength(17);
    expect(report.verdict).toBe('fail');
    for (const { sent, came, limit, fix } of report.findings) {
      for (const text of [sent, came, limit, fix ?? '']) {
        expect(text).not.toMatch(unsafe);
        expect(text.length).toBeLessThanOrEqual(800);
      }
    }
    for (const format of ['table', 'json', 'junit'] as const)
      expect(findingsRenderers[format](report, page)).not.toMatch(unsafe);
  },
  60_000,
);
