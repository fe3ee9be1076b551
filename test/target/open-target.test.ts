import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  chunk,
  closedPort,
  head,
  lastChunk,
  startBadServer,
  streamHead,
  whole,
} from '../support/bad-server.js';
import { openTestTarget, sayHello } from '../support/open-test-target.js';
import { answer, ending, shareTarget, streamType, wholeStream } from '../support/shared-target.js';
import { contentFrame, doneFrame, stopFrame } from '../support/stamped-reads.js';

const { against, opened } = shareTarget();

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
      arrival.whenFired(() =>
        socket.write(chunk(contentFrame('c')) + chunk(stopFrame + doneFrame) + lastChunk),
      );
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
    const { target } = await against((socket) => socket.end(head(200, streamType, '1.0') + answer));

    expect(ending(await sayHello(target))).toBe('ok');
  });

  test('that is compressed although nobody asked is read all the same', async () => {
    const zipped = gzipSync(answer);
    const arrival = signal();
    const { server, target } = await against((socket) => {
      const { length } = zipped;
      socket.write(
        head(200, { ...streamType, 'content-encoding': 'gzip', 'content-length': String(length) }),
      );
      socket.write(zipped.subarray(0, 20));
      arrival.whenFired(() => socket.write(zipped.subarray(20)));
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
      arrival.whenFired(() => socket.write(chunk(answer) + lastChunk));
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
    const server = await startBadServer((socket) => socket.write(wholeStream), { host: '::1' });
    opened.push(server);
    const target = await openTestTarget(server.url);
    opened.push(target);

    expect(ending(await sayHello(target))).toBe('ok');
    expect(target.url).toBe(server.url);
  });
});

/** Something that happens once on one side and is waited for on the other. */
function signal(): { readonly fire: () => void; readonly whenFired: (act: () => void) => void } {
  let fire: () => void = () => undefined;
  const happened = new Promise<void>((resolve) => (fire = resolve));
  return { fire: () => fire(), whenFired: (act) => void happened.then(act) };
}
