import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import { Backlog } from '../../src/target/backlog.js';
import { Brake } from '../../src/target/brake.js';
import { Flight } from '../../src/target/flight.js';
import { LagWatch } from '../../src/target/lag-watch.js';
import { Lanes } from '../../src/target/lanes.js';
import { Outbox } from '../../src/target/outbox.js';
import type { EndReport, TimingBatch } from '../../src/target/timing-messages.js';
import { startBadServer, whole, type BadServer, type Behaviour } from '../support/bad-server.js';

const cleanups: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean();
});

/** Flights of this thread, on a clock that the test owns. */
async function openFlights(
  behave: Behaviour,
  isFresh = false,
): Promise<{
  server: BadServer;
  clock: { nowMs: number; stepMs: number };
  fly: () => Promise<EndReport>;
}> {
  const server = await startBadServer(behave);
  const lanes = new Lanes({
    route: { origin: server.url },
    maxHeaderBytes: 16_384,
    idleConnections: 4,
    isFresh,
  });
  const channel = new MessageChannel();
  const clock = { nowMs: 1_000, stepMs: 0 };
  const tools = {
    lanes,
    outbox: new Outbox(channel.port1),
    brake: new Brake(new Backlog()),
    lagWatch: new LagWatch(),
    nowMs: () => (clock.nowMs += clock.stepMs),
  };
  cleanups.push(
    async () => {
      await server[Symbol.asyncDispose]();
    },
    () => channel.port1.close(),
  );
  let id = 0;
  const fly = async () => {
    id++;
    const ended = new Promise<EndReport>((resolve) => {
      const onBatch = ({ reports }: TimingBatch) => {
        const end = reports.find((report) => report.kind === 'end');
        if (end === undefined) return;
        channel.port2.off('message', onBatch);
        resolve(end);
      };
      channel.port2.on('message', onBatch);
    });
    new Flight(
      {
        kind: 'send',
        id,
        method: 'POST',
        path: '/',
        headers: {},
        body: Buffer.from('{}'),
        maxBodyBytes: 1_000,
      },
      tools,
      () => undefined,
    ).start();
    return ended;
  };
  return { server, clock, fly };
}

describe('the silent retry', () => {
  test('sends again on a new connection when a used one is reset at once', async () => {
    const { server, fly } = await openFlights((socket, { number }) => {
      if (number === 2) socket.resetAndDestroy();
      else socket.write(whole(200, 'ok'));
    });
    expect(await fly()).toMatchObject({ how: { kind: 'complete' }, wasRetriedSilently: false });

    expect(await fly()).toMatchObject({ how: { kind: 'complete' }, wasRetriedSilently: true });
    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 1, 2]);
  });

  test('is not made on a new connection', async () => {
    const { server, fly } = await openFlights((socket) => socket.resetAndDestroy());

    expect(await fly()).toMatchObject({ how: { kind: 'failed' }, wasRetriedSilently: false });
    expect(server.requests).toHaveLength(1);
  });

  test('is not made later than 50 ms after the issue', async () => {
    const { clock, server, fly } = await openFlights((socket, { number }) => {
      if (number === 1) socket.write(whole(200, 'ok'));
      else {
        clock.nowMs += 51;
        socket.resetAndDestroy();
      }
    });
    await fly();

    expect(await fly()).toMatchObject({ how: { kind: 'failed' }, wasRetriedSilently: false });
    expect(server.requests).toHaveLength(2);
  });

  test('is not made twice', async () => {
    const { server, fly } = await openFlights((socket, { number }) => {
      if (number === 1) socket.write(whole(200, 'ok'));
      else socket.resetAndDestroy();
    });
    await fly();

    expect(await fly()).toMatchObject({ how: { kind: 'failed' }, wasRetriedSilently: true });
    expect(server.requests).toHaveLength(3);
  });
});
