import { gzipSync } from 'node:zlib';
import type { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Exchange } from '../../src/target/exchange.js';
import type { Target, TargetOptions } from '../../src/target/target.js';
import {
  chunk,
  closedPort,
  head,
  lastChunk,
  startBadServer,
  streamHead,
  whole,
  type BadServer,
  type Behaviour,
} from '../support/bad-server.js';
import { openTestTarget, roomyLimits, roomyTimeouts, sayHello } from '../support/open-test-target.js';
import { contentFrame, doneFrame, stopFrame } from '../support/stamped-reads.js';

const opened: AsyncDisposable[] = [];

/** One server and one target for the tests that need nothing special: starting a worker takes its time. */
let behaviour: Behaviour = () => undefined;
let shared: { server: BadServer; target: Target };

beforeAll(async () => {
  const server = await startBadServer((socket, request) => behaviour(socket, request));
  shared = { server, target: await openTestTarget(server.url) };
});

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one[Symbol.asyncDispose]();
});

afterAll(async () => {
  await shared.target[Symbol.asyncDispose]();
  await shared.server[Symbol.asyncDispose]();
});

/** The shared pair with this behaviour and no request seen; a fresh pair where the target has options of its own. */
async function against(
  behave: Behaviour,
  options?: Partial<TargetOptions>,
): Promise<{ server: BadServer; target: Target }> {
  if (options === undefined) {
    behaviour = behave;
    shared.server.forget();
    return shared;
  }
  const server = await startBadServer(behave);
  opened.push(server);
  const target = await openTestTarget(server.url, options);
  opened.push(target);
  return { server, target };
}

const answer = contentFrame('Hel') + contentFrame('lo') + stopFrame + doneFrame;
const wholeStream = streamHead() + chunk(answer) + lastChunk;
const stream = { 'content-type': 'text/event-stream' };

function ending({ outcome }: Exchange): string {
  return outcome.status === 'miner_error' ? outcome.kind : outcome.status;
}

describe('an answer', () => {
  test('that is streamed comes with its events, times in order, and the request as sent', async () => {
    const { server, target } = await against((socket) => socket.write(wholeStream));
    const beforeMs = performance.now();
    const exchange = await sayHello(target, { scheduledAtMs: beforeMs });
    const tookMs = performance.now() - beforeMs;
    const { timeline } = exchange;

    expect(exchange.outcome).toEqual({ status: 'ok' });
    expect(exchange.reply.content).toBe('Hello');
    expect(exchange.status).toBe(200);
    expect(exchange.contentType).toBe('text/event-stream');
    expect(timeline.connectMs).toBe(0);
    expect(timeline.headersMs).toBeGreaterThan(0);
    expect(timeline.reads[0]?.atMs).toBeGreaterThanOrEqual(timeline.headersMs ?? Infinity);
    expect(timeline.endMs).toBeGreaterThanOrEqual(timeline.reads.at(-1)?.atMs ?? Infinity);
    // The worker's clock is this thread's clock: issue and end lie within the call.
    expect(exchange.scheduleLagMs).toBeGreaterThanOrEqual(0);
    expect(exchange.scheduleLagMs + timeline.endMs).toBeLessThanOrEqual(tookMs);
    expect(exchange.clientLagMs).toBeGreaterThanOrEqual(0);

    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/v1/chat/completions' });
    expect(JSON.parse(request?.body ?? '')).toEqual(exchange.request);
    expect(request?.headers['traceparent']).toBe(exchange.traceparent);
    expect(request?.headers['content-type']).toBe('application/json');
    expect(JSON.stringify(request)).not.toMatch(/janus|bench/i);
  });

  test('in several socket reads has a read for each, and one read for chunks that came together', async () => {
    const arrival = signal();
    const { target } = await against((socket) => {
      socket.write(streamHead() + chunk(contentFrame('a')) + chunk(contentFrame('b')));
      arrival.then(() => socket.write(chunk(contentFrame('c')) + chunk(stopFrame + doneFrame) + lastChunk));
    });
    const { timeline, outcome } = await sayHello(target, { onRead: arrival.fire });

    expect(outcome.status).toBe('ok');
    expect(timeline.reads).toHaveLength(2);
    expect(timeline.events.map(({ kind, read }) => [kind, read])).toEqual([
      ['content', 0],
      ['content', 0],
      ['content', 1],
      ['finish', 1],
      ['done', 1],
    ]);
    expect(timeline.reads.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(
      Buffer.byteLength(contentFrame('a') + contentFrame('b') + contentFrame('c') + stopFrame + doneFrame),
    );
  });

  test('as a JSON body is graded and flagged', async () => {
    const body = JSON.stringify({ choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] });
    const { target } = await against((socket) =>
      socket.write(whole(200, body, { 'content-type': 'application/json' })),
    );
    const exchange = await sayHello(target);

    expect(ending(exchange)).toBe('ok');
    expect(exchange.reply.content).toBe('Hi');
    expect(exchange.flags).toEqual(['not_streamed', 'usage_missing']);
  });

  test('in HTTP/1.0 ends with the connection', async () => {
    const { target } = await against((socket) => socket.end(head(200, stream, '1.0') + answer));

    expect(ending(await sayHello(target))).toBe('ok');
  });

  test('that is compressed although nobody asked is read all the same', async () => {
    const zipped = gzipSync(answer);
    const arrival = signal();
    const { server, target } = await against((socket) => {
      const { length } = zipped;
      socket.write(head(200, { ...stream, 'content-encoding': 'gzip', 'content-length': String(length) }));
      socket.write(zipped.subarray(0, 20));
      arrival.then(() => socket.write(zipped.subarray(20)));
    });
    const exchange = await sayHello(target, { onRead: arrival.fire });

    expect(server.requests[0]?.headers['accept-encoding']).toBe('identity');
    expect(ending(exchange)).toBe('ok');
    expect(exchange.reply.content).toBe('Hello');
    expect(exchange.timeline.reads.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(zipped.length);
  });

  test('after keep-alives only becomes the first output when it comes', async () => {
    const arrival = signal();
    const { target } = await against((socket) => {
      socket.write(streamHead() + chunk(': ping\n\n: ping\n\n'));
      arrival.then(() => socket.write(chunk(answer) + lastChunk));
    });
    const seen: number[] = [];
    const { timeline } = await sayHello(target, {
      onRead: arrival.fire,
      onFirstOutput: (atMs) => seen.push(atMs),
    });

    expect(timeline.events.slice(0, 3).map(({ kind }) => kind)).toEqual([
      'keepalive',
      'keepalive',
      'content',
    ]);
    expect(seen).toEqual([timeline.events[2]?.atMs]);
  });

  test('is traced byte for byte where a trace is wanted', async () => {
    const { target } = await against((socket) => socket.write(wholeStream));
    const traced: Uint8Array[] = [];
    await sayHello(target, { onRead: (_atMs, bytes) => traced.push(bytes) });

    expect(Buffer.concat(traced).toString()).toBe(answer);
  });
});

describe("the miner's errors", () => {
  const html = '<html><h1>Bad Gateway</h1></html>';
  const json = { 'content-type': 'application/json' };
  const cases: readonly (readonly [string, Behaviour, string, RegExp])[] = [
    ['a reset before any response', (socket) => socket.resetAndDestroy(), 'reset', /reset/],
    ['a close before any response', (socket) => socket.end(), 'reset', /closed before any response/],
    [
      'a reset inside the body',
      (socket) => {
        socket.write(streamHead() + chunk(contentFrame('a')));
        setTimeout(() => socket.resetAndDestroy(), 30);
      },
      'reset',
      /ECONNRESET/,
    ],
    [
      'a body without its last chunk',
      (socket) => socket.end(streamHead() + chunk(contentFrame('a'))),
      'truncated',
      /closed before/,
    ],
    [
      'a body without its last chunk on a connection that is to be closed',
      (socket) => socket.end(streamHead({ connection: 'close' }) + chunk(contentFrame('a'))),
      'truncated',
      /closed before/,
    ],
    [
      'a body shorter than its length',
      (socket) => socket.end(head(200, { ...stream, 'content-length': '9999' }) + answer.slice(0, 90)),
      'truncated',
      /./,
    ],
    [
      '401',
      (socket) => socket.write(whole(401, '{"error":{"message":"bad key"}}', json)),
      'http_error',
      /^HTTP 401 Unauthorized: bad key$/,
    ],
    ['429', (socket) => socket.write(whole(429, '', { 'retry-after': '1' })), 'http_error', /^HTTP 429/],
    ['503', (socket) => socket.write(whole(503, '', { 'retry-after': '1' })), 'http_error', /^HTTP 503/],
    [
      '500 with a JSON error',
      (socket) => socket.write(whole(500, '{"error":{"message":"boom"}}', json)),
      'http_error',
      /boom/,
    ],
    [
      '502 with a page of HTML',
      (socket) => socket.write(whole(502, html, { 'content-type': 'text/html' })),
      'http_error',
      /Bad Gateway/,
    ],
    [
      'a redirect',
      (socket) => socket.write(whole(307, '', { location: '/elsewhere' })),
      'http_error',
      /elsewhere; redirects are not followed/,
    ],
    [
      'something that is not HTTP',
      (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'),
      'malformed',
      /not a valid HTTP response/,
    ],
    [
      'a page of HTML with status 200',
      (socket) => socket.write(whole(200, html, { 'content-type': 'text/html' })),
      'malformed',
      /./,
    ],
    ['status 204', (socket) => socket.write(head(204)), 'empty', /no output/],
    [
      'a stream that only pings and ends',
      (socket) => socket.write(streamHead() + chunk(': ping\n\n') + lastChunk),
      'empty',
      /no output/,
    ],
    [
      'headers without end',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        for (let line = 0; line < 100; line++) socket.write(`x-${line}: ${'y'.repeat(500)}\r\n`);
      },
      'too_large',
      /headers/,
    ],
    [
      'compressed data that is broken',
      (socket) => socket.write(whole(200, 'no gzip at all', { ...stream, 'content-encoding': 'gzip' })),
      'malformed',
      /compressed body/,
    ],
  ];

  test.each(cases)('%s', async (_name, behave, kind, detail) => {
    const { server, target } = await against(behave);
    const exchange = await sayHello(target);

    expect(ending(exchange)).toBe(kind);
    expect(exchange.outcome).toHaveProperty('detail', expect.stringMatching(detail));
    expect(server.requests).toHaveLength(1);
  });

  test('nothing listens', async () => {
    const target = await openTestTarget(`http://127.0.0.1:${await closedPort()}`);
    opened.push(target);
    const exchange = await sayHello(target);

    expect(ending(exchange)).toBe('connect_refused');
    expect(exchange.outcome).toHaveProperty('detail', 'no connection: nothing listens there (ECONNREFUSED)');
    expect(exchange.status).toBeUndefined();
    expect(exchange.timeline.events).toEqual([]);
  });
});

describe('limits', () => {
  test('an endless stream ends at the byte limit', async () => {
    const { server, target } = await against((socket) => pour(socket, contentFrame('x'.repeat(1000))), {
      limits: { ...roomyLimits, maxBodyBytes: 100_000 },
    });
    const exchange = await sayHello(target);

    expect(ending(exchange)).toBe('too_large');
    expect(exchange.reply.content.length).toBeGreaterThan(0);
    await expect.poll(() => server.openConnections()).toBe(0);
  });

  test('an endless stream of tiny events ends at the event limit', async () => {
    const { target } = await against((socket) => pour(socket, ':\n\n'.repeat(500)), {
      limits: { ...roomyLimits, maxEvents: 2_000 },
    });
    const exchange = await sayHello(target);

    expect(exchange.outcome).toEqual({
      status: 'miner_error',
      kind: 'too_large',
      detail: 'more than 2000 events',
    });
    expect(exchange.timeline.events).toHaveLength(2_000);
  });

  test('a line without end ends at the event size', async () => {
    const { target } = await against(
      (socket) => {
        socket.write(streamHead() + chunk('data: "'));
        pour(socket, 'x'.repeat(5_000), '');
      },
      { limits: { ...roomyLimits, maxEventBytes: 20_000 } },
    );

    expect(ending(await sayHello(target))).toBe('too_large');
  });

  test('a decompression bomb ends at the byte limit', async () => {
    const bomb = gzipSync(Buffer.alloc(2 ** 22, 'x'));
    const { target } = await against(
      (socket) => {
        socket.write(
          head(200, { ...stream, 'content-encoding': 'gzip', 'content-length': String(bomb.length) }),
        );
        socket.write(bomb);
      },
      { limits: { ...roomyLimits, maxBodyBytes: 2 ** 18 } },
    );

    expect((await sayHello(target)).outcome).toEqual({
      status: 'miner_error',
      kind: 'too_large',
      detail: 'the body decompresses to more than the limit',
    });
  });

  test('no output in time', async () => {
    const { target } = await against((socket) => {
      socket.write(streamHead());
      const timer = setInterval(() => socket.write(chunk(': ping\n\n')), 10);
      socket.on('close', () => clearInterval(timer));
    });
    const exchange = await sayHello(target, { timeouts: { ...roomyTimeouts, firstOutputMs: 150 } });

    expect(ending(exchange)).toBe('timeout_first_output');
    expect(exchange.timeline.endMs).toBeGreaterThanOrEqual(150);
    expect(exchange.timeline.events.every(({ kind }) => kind === 'keepalive')).toBe(true);
  });

  test('a stall in the middle', async () => {
    const { server, target } = await against((socket) =>
      socket.write(streamHead() + chunk(contentFrame('a'))),
    );
    const exchange = await sayHello(target, { timeouts: { ...roomyTimeouts, idleMs: 500 } });

    expect(ending(exchange)).toBe('timeout_idle');
    expect(exchange.reply.content).toBe('a');
    await expect.poll(() => server.openConnections()).toBe(0);
  });

  test('a stream that never ends', async () => {
    const { target } = await against((socket) => {
      socket.write(streamHead());
      const timer = setInterval(() => socket.write(chunk(contentFrame('a'))), 10);
      socket.on('close', () => clearInterval(timer));
    });
    const exchange = await sayHello(target, { timeouts: { ...roomyTimeouts, totalMs: 200 } });

    expect(ending(exchange)).toBe('timeout_total');
    expect(exchange.timeline.endMs).toBeGreaterThanOrEqual(200);
  });

  test('a slow first output within its limit is fine', async () => {
    const { target } = await against((socket) => {
      setTimeout(() => socket.write(wholeStream), 60);
    });
    const { timeline, outcome } = await sayHello(target);

    expect(outcome.status).toBe('ok');
    expect(timeline.events[0]?.atMs).toBeGreaterThan(50);
  });

  test('a main thread that is busy past every limit makes no timeout of an answer that came in time', async () => {
    // In a thread of its own: this one is busy.
    const server = new Worker(
      `const { parentPort } = require('node:worker_threads');
       const server = require('node:http').createServer((request, response) => response.end(${JSON.stringify(answer)}));
       server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`,
      { eval: true },
    );
    opened.push({ [Symbol.asyncDispose]: async () => void (await server.terminate()) });
    const port = await new Promise<number>((resolve) => server.once('message', resolve));
    const target = await openTestTarget(`http://127.0.0.1:${port}`);
    opened.push(target);
    await sayHello(target);
    const pending = sayHello(target, { timeouts: { firstOutputMs: 1_000, idleMs: 1_000, totalMs: 1_000 } });
    await new Promise((resolve) => setImmediate(resolve));
    burn(1_500);

    expect(ending(await pending)).toBe('ok');
  });
});

describe('further tries', () => {
  test('are not made unless wanted', async () => {
    const { server, target } = await against((socket) =>
      socket.write(whole(503, '', { 'retry-after': '0' })),
    );
    const exchange = await sayHello(target);

    expect(exchange.tries).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  test('follow 429 and 503 with Retry-After and resets; each is recorded and the clock goes on', async () => {
    const { server, target } = await against((socket, { number }) => {
      if (number === 1) socket.end(whole(429, '', { 'retry-after': '0', connection: 'close' }));
      else if (number === 2) socket.resetAndDestroy();
      else socket.write(wholeStream);
    });
    const exchange = await sayHello(target, { retries: 3 });

    expect(ending(exchange)).toBe('ok');
    expect(exchange.tries).toMatchObject([
      { status: 429, retryAfterMs: 0, outcome: { kind: 'http_error' } },
      { outcome: { kind: 'reset' } },
    ]);
    const [first, second] = exchange.tries;
    expect(second?.endedMs).toBeGreaterThan(first?.endedMs ?? Infinity);
    expect(exchange.timeline.headersMs).toBeGreaterThan(second?.endedMs ?? Infinity);
    expect(new Set(server.requests.map(({ headers }) => headers['traceparent'])).size).toBe(1);
  });

  test('stop at their number and the last result stands', async () => {
    const { server, target } = await against((socket) =>
      socket.write(whole(503, '', { 'retry-after': '0' })),
    );
    const exchange = await sayHello(target, { retries: 2 });

    expect(ending(exchange)).toBe('http_error');
    expect(exchange.tries).toHaveLength(2);
    expect(server.requests).toHaveLength(3);
  });

  test('are not made where the wait would pass the total limit, or without Retry-After', async () => {
    const { server, target } = await against((socket, { number }) =>
      socket.write(whole(503, '', number === 1 ? { 'retry-after': '3600' } : {})),
    );

    expect((await sayHello(target, { retries: 5 })).tries).toEqual([]);
    expect((await sayHello(target, { retries: 5 })).tries).toEqual([]);
    expect(server.requests).toHaveLength(2);
  });
});

describe('connections', () => {
  test('are used again', async () => {
    const { server, target } = await against((socket) => socket.write(wholeStream));
    for (let turn = 0; turn < 3; turn++) expect(ending(await sayHello(target))).toBe('ok');

    expect(new Set(server.requests.map(({ connection }) => connection))).toEqual(new Set([1]));
  });

  test('that the server closed between two requests are replaced before the clock starts', async () => {
    const { server, target } = await against((socket) => socket.end(wholeStream));
    await sayHello(target);
    await expect.poll(() => server.openConnections()).toBe(0);
    const exchange = await sayHello(target);

    expect(ending(exchange)).toBe('ok');
    expect(exchange.timeline.connectMs).toBe(0);
    expect(server.requests.at(-1)?.connection).toBe(2);
  });

  test('never make a request wait for another, however few are kept open', async () => {
    const waiting: Socket[] = [];
    const { server, target } = await against(
      (socket) => {
        waiting.push(socket);
        if (waiting.length === 100) for (const one of waiting) one.write(wholeStream);
      },
      { connections: 2 },
    );
    const exchanges = await Promise.all(Array.from({ length: 100 }, () => sayHello(target)));

    expect(exchanges.map(ending)).toEqual(exchanges.map(() => 'ok'));
    expect(new Set(exchanges.map(({ traceparent }) => traceparent)).size).toBe(100);
    await expect.poll(() => server.openConnections()).toBe(2);
  });
});

describe('the caller', () => {
  test('may interrupt: ours, not the miner’s', async () => {
    const interrupt = new AbortController();
    const { server, target } = await against((socket) => {
      socket.write(streamHead() + chunk(contentFrame('a')));
      interrupt.abort();
    });
    const exchange = await sayHello(target, { signal: interrupt.signal });

    expect(exchange.outcome).toEqual({ status: 'harness_error', detail: 'interrupted' });
    await expect.poll(() => server.openConnections()).toBe(0);
    expect(ending(await sayHello(target, { signal: interrupt.signal }))).toBe('harness_error');
  });

  test('may close the target under a request', async () => {
    const { target } = await against(() => undefined, {});
    const pending = sayHello(target);
    await target[Symbol.asyncDispose]();

    expect((await pending).outcome).toEqual({ status: 'harness_error', detail: 'the target was closed' });
    expect((await sayHello(target)).outcome.status).toBe('harness_error');
  });

  test('reads plain pages below the base URL', async () => {
    const { server, target } = await against((socket, { path }) =>
      socket.write(path.endsWith('/health') ? whole(200, '{"status":"ok"}') : whole(404, 'no')),
    );
    const health = await target.get('/health', 5_000);

    expect(health).toMatchObject({ status: 200, body: '{"status":"ok"}', problem: undefined });
    expect(health.latencyMs).toBeGreaterThan(0);
    expect(await target.get('/metrics', 5_000)).toMatchObject({ status: 404, body: 'no' });
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /health',
      'GET /metrics',
    ]);
  });

  test('is told why a plain page did not come', async () => {
    const { target } = await against(() => undefined);
    const dead = await openTestTarget(`http://127.0.0.1:${await closedPort()}`);
    opened.push(dead);

    expect(await target.get('/health', 50)).toMatchObject({ status: undefined, problem: 'timeout' });
    expect(await dead.get('/health', 5_000)).toMatchObject({ status: undefined, problem: 'ECONNREFUSED' });
  });

  test('gives credentials and headers, which are sent and not shown', async () => {
    const server = await startBadServer((socket) => socket.write(wholeStream));
    opened.push(server);
    const url = server.url.replace('http://', 'http://ann:s%20cret@');
    const target = await openTestTarget(`${url}/agent/v1/`, { headers: { 'X-Team': 'blue' } });
    opened.push(target);
    await sayHello(target);

    expect(target.url).toBe(`${server.url}/agent`);
    expect(server.requests[0]).toMatchObject({
      path: '/agent/v1/chat/completions',
      headers: { authorization: `Basic ${btoa('ann:s cret')}`, 'x-team': 'blue' },
    });
  });

  test('may name an IPv6 address', async () => {
    const server = await startBadServer((socket) => socket.write(wholeStream), '::1');
    opened.push(server);
    const target = await openTestTarget(server.url);
    opened.push(target);

    expect(ending(await sayHello(target))).toBe('ok');
    expect(target.url).toBe(server.url);
  });
});

/** Something that happens once on one side and is waited for on the other. */
function signal(): { readonly fire: () => void; readonly then: (act: () => void) => void } {
  let fire: () => void = () => undefined;
  const happened = new Promise<void>((resolve) => (fire = resolve));
  return { fire: () => fire(), then: (act) => void happened.then(act) };
}

/** Writes the same again and again, as fast as it is taken. */
function pour(socket: Socket, text: string, start = streamHead()): void {
  socket.write(start);
  const more = () => {
    while (!socket.destroyed && socket.write(chunk(text)));
  };
  socket.on('drain', more);
  more();
}

function burn(ms: number): void {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs);
}
