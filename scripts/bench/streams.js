import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { openTarget } from '../../dist/target/open-target.js';
import { buildChatRequest } from '../../dist/target/request.js';

const streams = 16;
const events = 200;
const everyMs = 5;
const limits = { maxBodyBytes: 2 ** 26, maxEventBytes: 2 ** 24, maxEvents: 10 ** 6, maxHeaderBytes: 2 ** 16 };
const timeouts = { firstOutputMs: 30_000, idleMs: 30_000, totalMs: 60_000 };

/** @typedef {import('./measure.js').Comparison} Comparison */

/**
 * CPU time of this process for reading streams over HTTP, the timing worker included; bare: sockets that look for blank
 * lines. @returns {Promise<Comparison & { close: () => Promise<void> }>}
 */
export async function streamComparison() {
  const server = spawn(
    process.execPath,
    [fileURLToPath(new URL('firehose.js', import.meta.url)), String(events), String(everyMs)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = once(server, 'close');
  const said = String((await once(server.stdout, 'data'))[0]);
  const port = Number(/"port":(\d+)/.exec(said)?.[1]);
  const target = await openTarget({
    url: `http://127.0.0.1:${port}`,
    headers: {},
    connections: streams,
    limits,
  });
  const request = buildChatRequest({
    model: 'bench',
    messages: [{ role: 'user', content: 'Go.' }],
    stream: true,
  });
  return {
    name: `CPU of reading ${streams} streams, ${1_000 / everyMs} events/s each`,
    units: streams * events,
    unit: 'events/s',
    isCpu: true,
    bare: () => together(() => bareRead(port)),
    product: () =>
      together(async () => {
        const { timeline } = await target.exchange(request, { timeouts, retries: 0 });
        if (timeline.events.length !== events + 1) throw new Error('events were lost');
      }),
    close: async () => {
      await target[Symbol.asyncDispose]();
      server.stdin.end();
      await ended;
    },
  };
}

async function together(/** @type {() => Promise<void>} */ read) {
  await Promise.all(Array.from({ length: streams }, read));
}

/** Counts blank lines as they come, with a stamp for each read: the least that a measurement can do. */
async function bareRead(/** @type {number} */ port) {
  const socket = connect(port, '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nhost: bench\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
  let blankLines = 0;
  let lastMs = 0;
  socket.on('data', (/** @type {Buffer} */ bytes) => {
    lastMs = performance.now();
    for (let at = bytes.indexOf('\n\n'); at !== -1; at = bytes.indexOf('\n\n', at + 2)) blankLines++;
  });
  await once(socket, 'close');
  if (blankLines < events || lastMs === 0) throw new Error('events were lost');
}
