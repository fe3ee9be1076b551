import type { Exchange } from '../target/exchange.js';
import { openTarget } from '../target/open-target.js';
import type { Target } from '../target/target.js';
import { isOutput } from '../target/timeline.js';
import { whileBurning } from './burn.js';
import { serveParent } from './child.js';
import { cpuWithin } from './cpu-window.js';
import { readOrderSchema, type MeasuredStream, type ReadOrder, type ReadReport } from './reader-messages.js';
import { requestFor, scriptOfOrder, type StreamOrder } from './stream-order.js';
import { sharedNowMs } from './thread-clock.js';
import { eventNumber } from './wire-script.js';

/** Reads calibration streams through the very target that `run` measures with, in a process of its own. */
const limits = {
  maxBodyBytes: 2 ** 26,
  maxEventBytes: 2 ** 24,
  maxEvents: 1_000_000,
  maxHeaderBytes: 65_536,
};

let opened: { readonly port: number; readonly target: Target } | undefined;

serveParent({ schema: readOrderSchema, answer: read });

async function read(order: ReadOrder): Promise<ReadReport> {
  const target = await targetAt(order.port);
  const cpu = cpuWithin(order.windowFromMs, order.windowToMs);
  const heard = order.burn ? await whileBurning(() => hearAll(target, order)) : await hearAll(target, order);
  return {
    streams: heard.map(({ measured }) => measured),
    coalescedShare: coalescedShare(heard.map(({ exchange }) => exchange)),
    cpu: await cpu,
  };
}

function hearAll(target: Target, { streams, deadlineMs }: ReadOrder): Promise<readonly Heard[]> {
  return Promise.all(streams.map((stream) => hear(target, stream, deadlineMs)));
}

/** One target for all rounds: its connections stay open from one to the next, as they do in a run. */
async function targetAt(port: number): Promise<Target> {
  if (opened?.port === port) return opened.target;
  await opened?.target[Symbol.asyncDispose]();
  const target = await openTarget({ url: `http://127.0.0.1:${port}`, headers: {}, connections: 512, limits });
  opened = { port, target };
  return target;
}

interface Heard {
  readonly exchange: Exchange;
  readonly measured: MeasuredStream;
}

async function hear(target: Target, order: StreamOrder, deadlineMs: number): Promise<Heard> {
  const scheduledAtMs = performance.now();
  const scheduledMs = sharedNowMs();
  const limitMs = deadlineMs - scheduledMs;
  const exchange = await target.exchange(requestFor(order), {
    scheduledAtMs,
    retries: 0,
    timeouts: { firstOutputMs: limitMs, idleMs: limitMs, totalMs: limitMs },
  });
  return { exchange, measured: measuredStream(order, exchange, scheduledMs) };
}

function measuredStream(order: StreamOrder, exchange: Exchange, scheduledMs: number): MeasuredStream {
  const { timeline, outcome, scheduleLagMs, flags } = exchange;
  const issuedMs = scheduledMs + scheduleLagMs;
  const stampsMs = new Float64Array(scriptOfOrder(order).events).fill(Number.NaN);
  let strays = 0;
  for (const event of timeline.events) {
    if (!isOutput(event)) continue;
    const number = eventNumber(event.text);
    if (number !== undefined && Number.isNaN(stampsMs[number])) stampsMs[number] = issuedMs + event.atMs;
    else strays++;
  }
  const ended = outcome.status === 'miner_error' ? outcome.kind : outcome.status;
  return { stream: order.stream, issuedMs, stampsMs, strays, outcome: ended, flags: [...flags] };
}

function coalescedShare(exchanges: readonly Exchange[]): number {
  let [events, shared] = [0, 0];
  for (const { timeline } of exchanges) {
    const perRead = new Map<number, number>();
    for (const event of timeline.events)
      if (isOutput(event)) perRead.set(event.read, (perRead.get(event.read) ?? 0) + 1);
    for (const count of perRead.values()) {
      events += count;
      if (count > 1) shared += count;
    }
  }
  return events === 0 ? 0 : shared / events;
}
