import { gzipSync } from 'node:zlib';
import type { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { chunk, head, streamHead } from '../support/bad-server.js';
import { openTestTarget, roomyLimits, roomyTimeouts, sayHello } from '../support/open-test-target.js';
import { answer, ending, shareTarget, streamType, wholeStream } from '../support/shared-target.js';
import { contentFrame } from '../support/stamped-reads.js';

const { against, opened } = shareTarget();

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
          head(200, { ...streamType, 'content-encoding': 'gzip', 'content-length': String(bomb.length) }),
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
    opened.push({
      [Symbol.asyncDispose]: async () => {
        await server.terminate();
      },
    });
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
