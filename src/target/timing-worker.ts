import { parentPort, workerData } from 'node:worker_threads';
import { Flight } from './flight.js';
import { LagWatch } from './lag-watch.js';
import { Lanes } from './lanes.js';
import { Outbox } from './outbox.js';
import { sharedClockAnchorMs } from './shared-clock.js';
import type { TimingOrder, TimingSettings } from './timing-messages.js';

/**
 * The timing side of a target, a thread of its own: it dispatches requests, stamps reads when they arrive and hands
 * their bytes over. It decodes, parses and judges nothing, so nothing that happens elsewhere can move a stamp.
 */
if (parentPort === null) throw new Error('timing-worker runs as a worker thread only');
const port = parentPort;
const settings = workerData as TimingSettings;

const shiftMs = sharedClockAnchorMs() - settings.mainAnchorMs;
const nowMs = () => performance.now() + shiftMs;
const tools = {
  lanes: new Lanes(settings),
  outbox: new Outbox(port),
  lagWatch: new LagWatch(),
  nowMs,
};
const flights = new Map<number, Flight>();

port.on('message', (order: TimingOrder) => {
  switch (order.kind) {
    case 'send': {
      const flight = new Flight(order, tools, () => flights.delete(order.id));
      flights.set(order.id, flight);
      flight.start();
      break;
    }
    case 'abort':
      flights.get(order.id)?.abort();
      break;
    case 'check':
      tools.outbox.add({ kind: 'alive', id: order.id, atMs: nowMs() });
      tools.outbox.flush();
      break;
  }
});

// Says that the thread is up.
tools.outbox.add({ kind: 'alive', id: 0, atMs: nowMs() });
