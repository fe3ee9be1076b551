import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { workerUrl } from '../lib/worker-url.js';
import type { BareStream } from './bare-stream.js';
import { serveParent } from './child.js';
import { cpuWithin } from './cpu-window.js';
import { readOrderSchema, type ReadReport } from './reader-messages.js';

/** Reads calibration streams with bare sockets, in a process and thread of the same kind as the target's. */
const thread = new Worker(workerUrl('./bare-thread-worker.js', import.meta.url), { execArgv: [] });

serveParent({
  schema: readOrderSchema,
  answer: async (order): Promise<ReadReport> => {
    const cpu = cpuWithin(order.windowFromMs, order.windowToMs);
    const replied = once(thread, 'message');
    thread.postMessage(order);
    const [streams] = (await replied) as [readonly BareStream[]];
    const events = streams.reduce((sum, { stampsMs }) => sum + stampsMs.length, 0);
    const coalesced = streams.reduce((sum, stream) => sum + stream.coalesced, 0);
    return {
      streams: streams.map(({ stream, issuedMs, stampsMs }) => ({
        stream,
        issuedMs,
        stampsMs,
        strays: 0,
        outcome: 'ok',
        flags: [],
      })),
      coalescedShare: events === 0 ? 0 : coalesced / events,
      cpu: await cpu,
    };
  },
});
