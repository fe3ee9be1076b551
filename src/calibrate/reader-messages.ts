import * as z from 'zod';
import { streamOrderSchema } from './stream-order.js';

/** What a reader is told to do: these streams at once, and CPU time over this window. Times on the shared clock. */
export const readOrderSchema = z.object({
  port: z.int(),
  streams: z.array(streamOrderSchema),
  windowFromMs: z.number(),
  windowToMs: z.number(),
  /** Whatever has not come by then is lost. */
  deadlineMs: z.number(),
  /** Keep the main thread busy for 50 ms of every 250 ms. */
  burn: z.boolean(),
});
export type ReadOrder = z.output<typeof readOrderSchema>;

const measuredStreamSchema = z.object({
  stream: z.int(),
  issuedMs: z.number(),
  /** By event number; NaN where none came. */
  stampsMs: z.instanceof(Float64Array),
  /** Events that came although no such number was due, or for the second time. */
  strays: z.int(),
  outcome: z.string(),
  flags: z.array(z.string()),
});

export const readReportSchema = z.object({
  streams: z.array(measuredStreamSchema),
  /** Output events that share a read with another, 0-1. */
  coalescedShare: z.number(),
  cpu: z.object({ fromMs: z.number(), toMs: z.number(), usedMs: z.number() }),
});
export type ReadReport = z.output<typeof readReportSchema>;
export type MeasuredStream = ReadReport['streams'][number];

export const truthSchema = z.object({
  streams: z.array(
    z.object({ stream: z.int(), receivedMs: z.number(), stampsMs: z.instanceof(Float64Array) }),
  ),
});
