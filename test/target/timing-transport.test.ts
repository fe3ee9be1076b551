import { afterEach, expect, test } from 'vitest';
import { streamExchange } from '../../src/target/stream-exchange.js';
import { TimingTransport } from '../../src/target/timing-transport.js';
import { startBadServer, whole } from '../support/bad-server.js';
import { helloRequest, roomyLimits, roomyTimeouts } from '../support/open-test-target.js';

const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one[Symbol.asyncDispose]();
});

const settings = {
  route: { origin: 'http://127.0.0.1:9' },
  maxHeaderBytes: 16_384,
  idleConnections: 1,
  isFresh: false,
};

/** A worker that is up and throws at its first order. */
const crashing = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', () => { throw new Error('out of luck'); });
    parentPort.postMessage({ reports: [], bytes: new Uint8Array(0) });
  `)}`,
);

test('a worker that crashes is ours, and the next request starts another', async () => {
  const transport = await TimingTransport.open(settings, crashing);
  opened.push(transport);
  const context = { transport, path: '/', headers: {}, limits: roomyLimits };
  const send = () => streamExchange(context, helloRequest, { timeouts: roomyTimeouts, retries: 2 });
  const exchanges = [...(await Promise.all([send(), send(), send()])), await send()];

  for (const { outcome, timeline, tries } of exchanges) {
    expect(outcome).toEqual({
      status: 'harness_error',
      detail: 'the timing worker crashed: Error: out of luck',
    });
    expect(timeline.events).toEqual([]);
    expect(tries).toEqual([]);
  }
});

test('a worker that cannot start is a bug, told at once', async () => {
  const missing = new URL('data:text/javascript,throw new Error("broken installation")');

  await expect(TimingTransport.open(settings, missing)).rejects.toThrow('broken installation');
});

test('a check is answered after everything that came before it', async () => {
  const server = await startBadServer((socket) => socket.write(whole(200, 'x'.repeat(5_000)).slice(0, -1)));
  opened.push(server);
  const transport = await TimingTransport.open({ ...settings, route: { origin: server.url } });
  opened.push(transport);
  const kinds: string[] = [];
  const alive = new Promise<void>((resolve) => {
    const id = transport.send(
      { method: 'GET', path: '/', headers: {}, body: undefined, maxBodyBytes: 10_000 },
      ({ kind }) => {
        kinds.push(kind);
        if (kind === 'headers') transport.check(id);
        if (kind === 'alive') resolve();
      },
    );
  });
  await alive;

  expect(kinds.slice(0, 2)).toEqual(['issued', 'headers']);
  expect(kinds.at(-1)).toBe('alive');
});
