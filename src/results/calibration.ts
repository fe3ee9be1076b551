import * as z from 'zod';
import type { DeepReadonly } from '../lib/deep-readonly.js';

/** How well this machine measures, as `janus-bench calibrate` found it. Times ms; an error is our stamp − the true write. */

export const calibrationSchemaVersion = 1;

const readerSchema = z.object({
  biasMs: z.number(),
  p50Ms: z.number(),
  p90Ms: z.number(),
  p99Ms: z.number(),
  maxMs: z.number(),
  /** CPU time of the whole reading process for each event, microseconds. */
  cpuPerEventUs: z.number(),
  /** Events that shared a read, 0-1. */
  coalescedShare: z.number(),
  lost: z.int(),
});

const barSchema = z.object({ name: z.string(), met: z.boolean(), found: z.string(), limit: z.string() });

const loadSchema = z.object({
  streams: z.int(),
  eventsPerSecond: z.number(),
  rounds: z.int(),
  /** Events whose error was taken, over all rounds. */
  events: z.int(),
  product: readerSchema,
  /** What a bare socket reader reached in the same minutes. */
  bare: readerSchema,
  /** The product while its main thread burned 50 ms of every 250 ms; null: not measured. */
  burning: readerSchema.nullable(),
  bars: z.array(barSchema),
});

const shapeSchema = z.object({
  name: z.string(),
  title: z.string(),
  events: z.int(),
  lost: z.int(),
  p50Ms: z.number().nullable(),
  maxMs: z.number().nullable(),
  /** Longest time between two events, as sent and as measured. */
  trueMaxGapMs: z.number(),
  maxGapMs: z.number(),
  outcome: z.string(),
  /** The outcome, flag and number of events were the right ones. */
  correct: z.boolean(),
});

export const calibrationVerdicts = ['good', 'usable', 'unfit'] as const;

/** What a run carries of it. */
export const calibrationSummarySchema = z.object({
  measuredAt: z.string(),
  version: z.string(),
  quick: z.boolean(),
  verdict: z.enum(calibrationVerdicts),
  reasons: z.array(z.string()),
  /** The most streams at which this machine was found good; 0: none. */
  goodUpTo: z.int(),
  loads: z.array(
    z.object({
      streams: z.int(),
      p50Ms: z.number(),
      p99Ms: z.number(),
      bareP50Ms: z.number(),
      bareP99Ms: z.number(),
    }),
  ),
});
export type CalibrationSummary = DeepReadonly<z.output<typeof calibrationSummarySchema>>;

export const calibrationSchema = z.object({
  schema: z.literal('janus-bench/calibration'),
  schemaVersion: z.literal(calibrationSchemaVersion),
  measuredAt: z.string(),
  version: z.string(),
  quick: z.boolean(),
  machine: z.object({
    node: z.string(),
    os: z.string(),
    arch: z.string(),
    cpus: z.int(),
    cpuModel: z.string(),
    /** Of the last minute, when it began; 0 where the system does not say. */
    loadAverage: z.number(),
  }),
  verdict: z.enum(calibrationVerdicts),
  reasons: z.array(z.string()),
  goodUpTo: z.int(),
  loads: z.array(loadSchema),
  shapes: z.array(shapeSchema),
});
export type Calibration = DeepReadonly<z.output<typeof calibrationSchema>>;
export type CalibratedLoad = Calibration['loads'][number];
export type CalibratedReader = CalibratedLoad['product'];
export type CalibratedShape = Calibration['shapes'][number];

export function summaryOf(calibration: Calibration): CalibrationSummary {
  const { measuredAt, version, quick, verdict, reasons, goodUpTo, loads } = calibration;
  return {
    measuredAt,
    version,
    quick,
    verdict,
    reasons,
    goodUpTo,
    loads: loads.map(({ streams, product, bare }) => ({
      streams,
      p50Ms: product.p50Ms,
      p99Ms: product.p99Ms,
      bareP50Ms: bare.p50Ms,
      bareP99Ms: bare.p99Ms,
    })),
  };
}
