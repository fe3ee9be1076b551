import * as z from 'zod';
import { workerUrl } from '../lib/worker-url.js';
import { openChild, type Child } from './open-child.js';
import {
  readReportSchema,
  truthSchema,
  type MeasuredStream,
  type ReadOrder,
  type ReadReport,
} from './reader-messages.js';
import type { StreamOrder } from './stream-order.js';
import { sharedNowMs } from './thread-clock.js';

export type ReaderName = 'product' | 'bare';

/** The three processes of a calibration. */
export interface CalibrationBench extends AsyncDisposable {
  /** Streams scripts to a reader and returns what was true and what it measured. */
  round(reader: ReaderName, plan: RoundPlan): Promise<Round>;
}

export interface RoundPlan {
  /** Given the moment when the round starts, on the shared clock. */
  readonly streams: (startAtMs: number) => readonly StreamOrder[];
  /** From issue to the start of the scripts, for connections and requests. */
  readonly leadMs: number;
  /** Of the scripts. */
  readonly lengthMs: number;
  /** What is measured, ms since the start. */
  readonly window: { readonly fromMs: number; readonly toMs: number };
  readonly burn: boolean;
}

export interface Round {
  readonly streams: readonly RoundStream[];
  readonly window: { readonly fromMs: number; readonly toMs: number };
  readonly coalescedShare: number;
  readonly cpu: ReadReport['cpu'];
}

export interface RoundStream {
  readonly order: StreamOrder;
  readonly trueMs: Float64Array;
  readonly measured: MeasuredStream;
}

/** After the scripts' end, before what has not come is lost. */
const patienceMs = 3_000;

export async function openBench(): Promise<CalibrationBench> {
  const children: Child[] = [];
  const open = async (file: string): Promise<Child> => {
    const child = await openChild(workerUrl(file, import.meta.url));
    children.push(child);
    return child;
  };
  const close = async () => {
    await Promise.all(children.map((child) => child[Symbol.asyncDispose]()));
  };
  try {
    const server = await open('./server-worker.js');
    const { port } = await server.ask('listen', z.object({ port: z.int() }));
    const readers = { product: await open('./target-worker.js'), bare: await open('./bare-worker.js') };
    return {
      round: (reader, plan) => runRound({ server, reader: readers[reader], port }, plan),
      [Symbol.asyncDispose]: close,
    };
  } catch (problem) {
    await close();
    throw problem;
  }
}

interface Sides {
  readonly server: Child;
  readonly reader: Child;
  readonly port: number;
}

async function runRound({ server, reader, port }: Sides, plan: RoundPlan): Promise<Round> {
  const startAtMs = sharedNowMs() + plan.leadMs;
  const streams = plan.streams(startAtMs);
  const window = { fromMs: startAtMs + plan.window.fromMs, toMs: startAtMs + plan.window.toMs };
  const deadlineMs = startAtMs + plan.lengthMs + patienceMs;
  const order: ReadOrder = {
    port,
    streams: [...streams],
    windowFromMs: window.fromMs,
    windowToMs: window.toMs,
    deadlineMs,
    burn: plan.burn,
  };
  const limitMs = deadlineMs - sharedNowMs() + 15_000;
  const report = await reader.ask(order, readReportSchema, limitMs);
  const truth = await server.ask('truth', truthSchema);
  const trueByStream = new Map(truth.streams.map(({ stream, stampsMs }) => [stream, stampsMs]));
  const measuredByStream = new Map(report.streams.map((measured) => [measured.stream, measured]));
  return {
    streams: streams.flatMap((each) => {
      const [trueMs, measured] = [trueByStream.get(each.stream), measuredByStream.get(each.stream)];
      if (measured === undefined) return [];
      // A stream that never reached the server sent nothing: all of it is lost by the reader's own count.
      return { order: each, trueMs: trueMs ?? new Float64Array(measured.stampsMs.length), measured };
    }),
    window,
    coalescedShare: report.coalescedShare,
    cpu: report.cpu,
  };
}
