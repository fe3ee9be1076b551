import { parentPort, workerData } from 'node:worker_threads';
import { Backlog } from './backlog.js';
import { Brake } from './brake.js';
import { Departures } from './departures.js';
import { Flight } from './flight.js';
import { LagWatch } from './lag-watch.js';
import { Lanes } from './lanes.js';
import { Outbox } from './outbox.js';
import { sharedClockAnchorMs } from './shared-clock.js';
import type { EndReport, TimingOrder, TimingSettings } from './timing-messages.js';

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
  brake: new Brake(new Backlog(settings.backlog)),
  lagWatch: new LagWatch(),
  nowMs,
};
const flights = new Map<number, Flight>();
const departures = new Departures(nowMs, (order) => {
  const flight = new Flight(order, tools, () => flights.delete(order.id));
  flights.set(order.id, flight);
  flight.start();
});

port.on('message', (order: TimingOrder) => {
  switch (order.kind) {
    case 'send':
      departures.add(order);
      break;
    case 'abort':
      if (departures.cancel(order.id)) tools.outbox.add(endOfCancelled(order.id));
      else flights.get(order.id)?.abort();
      break;
    case 'prepare':
      void tools.lanes.prepare().then(() => tools.outbox.add({ kind: 'prepared', id: order.id }));
      break;
    case 'check':
      tools.outbox.add({ kind: 'alive', id: order.id, atMs: nowMs() });
      tools.outbox.flush();
      break;
  }
});

function endOfCancelled(id: number): EndReport {
  const how = { kind: 'aborted' } as const;
  return {
    kind: 'end',
    id,
    atMs: nowMs(),
    how,
    connectMs: 0,
    wasRetriedSilently: false,
    phases: undefined,
    lagMs: 0,
  };
}

// Says that the thread is up.
tools.outbox.add({ kind: 'alive', id: 0, atMs: nowMs() });
