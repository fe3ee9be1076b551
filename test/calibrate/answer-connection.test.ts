import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { AnswerConnection } from '../../src/calibrate/answer-connection.js';
import { Player } from '../../src/calibrate/player.js';
import { requestFor } from '../../src/calibrate/stream-order.js';
import { sharedNowMs } from '../../src/calibrate/thread-clock.js';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

async function startServer(): Promise<{ player: Player; port: number }> {
  const player = new Player();
  const server = createServer((socket) => new AnswerConnection(socket, player).listen()).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  closers.push(() => void server.close());
  return { player, port: (server.address() as AddressInfo).port };
}

/** What comes back until the text holds `until`, or the server closes. */
async function talk(port: number, pieces: readonly string[], until: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  for (const piece of pieces) socket.write(piece);
  let text = '';
  for await (const bytes of socket) {
    text += String(bytes);
    if (text.includes(until)) break;
  }
  socket.destroy();
  return text;
}

function post(body: string): string {
  return `POST / HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

test('an order is played, and every event has a true time', async () => {
  const { player, port } = await startServer();
  const beforeMs = sharedNowMs();
  const order = { stream: 7, startAtMs: beforeMs, script: { events: 3, everyMs: 5 } };
  const wire = post(JSON.stringify(requestFor(order)));
  const text = await talk(port, [wire.slice(0, 30), wire.slice(30)], '\r\n0\r\n\r\n');
  const [truth] = player.takeTruth();

  expect(text.match(/"content":"\d /g)).toHaveLength(3);
  expect(truth?.stream).toBe(7);
  expect(truth?.stampsMs).toHaveLength(3);
  for (const atMs of truth!.stampsMs) expect(atMs).toBeGreaterThanOrEqual(beforeMs);
  expect(player.takeTruth()).toEqual([]);
});

test.each([
  ['no order in the body', post('{}')],
  ['a body that is too long', `POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n`],
  ['a head that never ends', 'x'.repeat(70_000)],
])('%s is refused', async (_, wire) => {
  const { port } = await startServer();

  expect(await talk(port, [wire], 'never')).toMatch(/^HTTP\/1\.1 400 /);
});
