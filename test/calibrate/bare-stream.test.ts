import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { readBare } from '../../src/calibrate/bare-stream.js';
import { sharedNowMs } from '../../src/calibrate/thread-clock.js';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

/** Answers each connection with these pieces, written one after the other. */
async function serve(pieces: readonly string[]): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('data', () => {
      for (const piece of pieces) socket.write(piece);
      socket.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

const order = { stream: 1, startAtMs: 0, script: { events: 3, everyMs: 20 } };

test('blank lines are counted, whatever the cuts', async () => {
  const port = await serve(['HTTP/1.1 200 OK\r\n\r\ndata: 0\n', '\ndata: 1\n\nda', 'ta: 2\n\n']);
  const { stampsMs } = await readBare(order, port, sharedNowMs() + 10_000);

  expect([...stampsMs].filter(Number.isFinite)).toHaveLength(3);
});

test('what never came has no stamp', async () => {
  const port = await serve(['HTTP/1.1 200 OK\r\n\r\ndata: 0\n\n']);
  const { stampsMs } = await readBare(order, port, sharedNowMs() + 10_000);

  expect([...stampsMs].map(Number.isFinite)).toEqual([true, false, false]);
});
