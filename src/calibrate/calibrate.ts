import { loadavg } from 'node:os';
import { packageVersion } from '../lib/package-version.js';
import { calibrationSchemaVersion, type Calibration, type CalibratedLoad } from '../results/calibration.js';
import { openBench } from './bench.js';
import { measureLoad, roundPlan, type LoadPlan } from './measure-load.js';
import { measureShapes } from './measure-shapes.js';
import { verdictOf } from './verdict.js';

export interface CalibrateOptions {
  /** A few rounds of the light loads: seconds instead of minutes. */
  readonly quick: boolean;
  /** Also with a busy main thread. */
  readonly burn: boolean;
  /** Loads to measure; those of the issue if left out. */
  readonly streams?: readonly number[] | undefined;
  readonly machine: Omit<Calibration['machine'], 'loadAverage'>;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CalibrateProgress) => void;
}

export interface CalibrateProgress {
  readonly done: number;
  readonly total: number;
  readonly what: string;
}

const thorough = { streams: [1, 32, 128, 400], rounds: 5, windowMs: 3_000, warmUpMs: 700 };
const brief = { streams: [1, 32], rounds: 3, windowMs: 1_500, warmUpMs: 500 };

/**
 * Measures the measuring: a server whose write times are known, read by the product and by a bare socket in turns.
 * Throws the signal's reason when it is aborted between two rounds.
 */
export async function calibrate(options: CalibrateOptions): Promise<Calibration> {
  const { quick, burn, signal, machine, now, onProgress } = options;
  const preset = quick ? brief : thorough;
  const measuredAt = now().toISOString();
  const machineThen = { ...machine, loadAverage: loadavg()[0] ?? 0 };
  const plans = (options.streams ?? preset.streams).map((streams) => ({ ...preset, streams, burn }));
  const total = 3 + plans.reduce((sum, { rounds }) => sum + rounds * (burn ? 3 : 2), 0);
  let done = 0;
  const advance = (what: string) => {
    signal.throwIfAborted();
    onProgress({ done: done++, total, what });
  };
  advance('starting');
  await using bench = await openBench();
  // Code that runs for the first time is slow, in every process alike.
  for (const reader of ['product', 'bare'] as const) {
    advance('warming up');
    await bench.round(reader, roundPlan({ streams: 32, windowMs: 600, warmUpMs: 0 }, false));
  }
  const shapes = await measureShapes(bench);
  const loads: CalibratedLoad[] = [];
  for (const plan of plans) {
    advance(describeLoad(plan));
    done--;
    loads.push(await measureLoad(bench, plan, () => advance(describeLoad(plan))));
  }
  return {
    schema: 'janus-bench/calibration',
    schemaVersion: calibrationSchemaVersion,
    measuredAt,
    version: packageVersion(),
    quick,
    machine: machineThen,
    ...verdictOf({ loads, shapes }),
    loads,
    shapes,
  };
}

function describeLoad({ streams }: LoadPlan): string {
  return streams === 1 ? '1 stream' : `${streams} streams`;
}
