import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { CaseSource, type CaseSourceOptions } from '../../../src/arena/source/case-source.js';
import type { Clock } from '../../../src/lib/clock.js';
import { rngFrom } from '../../../src/lib/rng.js';

type Respond = (request: IncomingMessage, response: ServerResponse) => void;

const servers: (() => void)[] = [];
afterEach(() => {
  for (const close of servers.splice(0)) close();
});

/** A source whose replies are scripted, one after another, the last for ever; waits are noted and not made. */
async function openSource(replies: readonly Respond[], options: Partial<CaseSourceOptions> = {}) {
  const requests: { path: string; headers: IncomingMessage['headers']; body: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url: path = '', headers } = request;
      const reply = replies[Math.min(requests.length, replies.length - 1)];
      requests.push({ path, headers, body: Buffer.concat(chunks).toString() });
      reply?.(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const waitsMs: number[] = [];
  const clock: Clock = {
    nowMs: () => 0,
    wall: () => new Date(0),
    sleep: (ms) => {
      waitsMs.push(ms);
      return Promise.resolve();
    },
  };
  const { port } = server.address() as AddressInfo;
  const url = new URL(`http://127.0.0.1:${port}/eval`);
  return { source: new CaseSource({ url, clock, rng: rngFrom('test'), ...options }), requests, waitsMs };
}

const json =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Respond =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

const corpus = { version: '2026-01', cases: 4, domains: 4 };
const noCases = json(200, { contract: 1, corpus, cases: [], next_cursor: 'c2', fetched_at: 'now', extra: 1 });
const fetchRequest = {
  requestId: 'r1',
  workerId: 'arena-1',
  hosts: ['forms.example'],
  excludeCaseIds: [],
  cursor: null,
  count: 1,
};
const never = new AbortController().signal;

/** The limit is 8 MB. */
const tooMuch = Buffer.alloc(8_100_000, 'x');

describe('CaseSource', () => {
  test('asks below the path of its URL, with contract and token, and reads the reply', async () => {
    const { source, requests } = await openSource([noCases], { token: 'secret' });
    const answered = await source.fetchCases(fetchRequest, never);

    expect(answered).toEqual({
      kind: 'reply',
      status: 200,
      reply: { contract: 1, corpus, cases: [], next_cursor: 'c2', fetched_at: 'now' },
    });
    expect(requests[0]?.path).toBe('/eval/v1/cases/fetch');
    expect(requests[0]?.headers).toMatchObject({
      authorization: 'Bearer secret',
      'x-tinyeval-contract': '1',
    });
    expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({ filter: { hosts: ['forms.example'] } });
  });

  test('sends the same key again after faults of the server', async () => {
    const accepted = json(202, { eval_id: 'ev_1', state: 'queued', poll_after_ms: 1_000 });
    const { source, requests, waitsMs } = await openSource([
      json(500, {}),
      json(429, { error: { code: 'rate_limited' } }, { 'retry-after': '7' }),
      accepted,
    ]);

    expect(await source.submit('att_1', { attempt_id: 'att_1' }, never)).toMatchObject({
      kind: 'reply',
      status: 202,
      reply: { eval_id: 'ev_1' },
    });
    expect(requests.map(({ headers }) => headers['idempotency-key'])).toEqual(['att_1', 'att_1', 'att_1']);
    expect(waitsMs[1]).toBe(7_000);
  });

  test.each([
    { what: 'HTML', reply: (_, response) => response.end('<html>') },
    { what: 'another contract', reply: json(200, { contract: 2, corpus, cases: [], fetched_at: '' }) },
    { what: 'JSON nested too deep', reply: (_, response) => response.end('['.repeat(1e5)) },
    {
      what: 'more than a reply may hold',
      reply: (_, response) => response.end(tooMuch),
    },
    { what: 'a closed connection', reply: (request) => request.socket.destroy() },
  ])('gives up on $what after six tries, and would come back later', async ({ reply }) => {
    const { source, requests, waitsMs } = await openSource([reply]);

    expect(await source.fetchCases(fetchRequest, never)).toMatchObject({
      kind: 'back_off',
      afterMs: 300_000,
    });
    expect(requests).toHaveLength(6);
    expect(waitsMs).toHaveLength(5);
  });

  test('does not wait for slow bytes', async () => {
    const slow: Respond = (_, response) => {
      response.writeHead(200);
      const dripping = setInterval(() => response.write(' '), 20);
      response.on('close', () => {
        clearInterval(dripping);
      });
    };
    const problems: string[] = [];
    const { source } = await openSource([slow, noCases], {
      timeoutMs: 200,
      onProblem: (what) => problems.push(what),
    });

    expect((await source.fetchCases(fetchRequest, never)).kind).toBe('reply');
    expect(problems).toEqual(['v1/cases/fetch: no answer within 0.2 s']);
  });

  test('follows no redirect', async () => {
    const { source, requests } = await openSource([json(302, {}, { location: '/elsewhere' })]);

    expect((await source.fetchCases(fetchRequest, never)).kind).toBe('give_up');
    expect(requests).toHaveLength(1);
  });

  test('shows what a server says as harmless text, cut short', async () => {
    const evil = `\u001b[2J${'x'.repeat(5_000)}`;
    const { source } = await openSource([json(401, { error: { code: 'unauthorized', message: evil } })]);
    const answered = await source.readEval('ev/../1', never);

    expect(answered.kind).toBe('stop');
    const why = answered.kind === 'reply' ? '' : answered.why;
    expect(why).toMatch(/^v1\/evals\/ev%2F..%2F1: HTTP 401 unauthorized: x+…$/);
    expect(why.length).toBeLessThan(400);
  });

  test('ends with the reason of its signal', async () => {
    const { source } = await openSource([() => undefined]);
    const stop = new AbortController();
    const asked = source.fetchCases(fetchRequest, stop.signal);
    stop.abort(new Error('enough'));

    await expect(asked).rejects.toThrow('enough');
  });
});
