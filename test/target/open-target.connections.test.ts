import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { whole } from '../support/bad-server.js';
import { sayHello } from '../support/open-test-target.js';
import { ending, shareTarget, wholeStream } from '../support/shared-target.js';

const { against } = shareTarget();

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
