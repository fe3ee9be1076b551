import type { CalibratedLoad, CalibratedReader } from '../results/calibration.js';
import type { CalibrationBench, Round, RoundPlan } from './bench.js';
import { errorsWithin, lostEvents, median, summarise } from './stamp-errors.js';
import { barsOf } from './verdict.js';

export interface LoadPlan {
  readonly streams: number;
  readonly rounds: number;
  /** Measured in each round, after the warm-up. */
  readonly windowMs: number;
  readonly warmUpMs: number;
  readonly burn: boolean;
}

export const eventsPerSecond = 50;
const everyMs = 1_000 / eventsPerSecond;
/** Events go on after the window, so that the streams' end is no part of it. */
const tailMs = 200;

/**
 * A load read by product and bare reader in turns, so that what the machine does meanwhile meets both; each figure is
 * the median of the rounds', lost events are added up.
 */
export async function measureLoad(
  bench: CalibrationBench,
  plan: LoadPlan,
  onRound: () => void = () => undefined,
): Promise<CalibratedLoad> {
  const rounds: Record<'product' | 'bare' | 'burning', RoundFigures[]> = {
    product: [],
    bare: [],
    burning: [],
  };
  for (let count = 0; count < plan.rounds; count++) {
    for (const kind of ['product', 'bare', ...(plan.burn ? (['burning'] as const) : [])] as const) {
      const isBurning = kind === 'burning';
      const round = await bench.round(kind === 'bare' ? 'bare' : 'product', roundPlan(plan, isBurning));
      rounds[kind].push(figuresOf(round));
      onRound();
    }
  }
  const readers = {
    streams: plan.streams,
    product: middle(rounds.product),
    bare: middle(rounds.bare),
    burning: plan.burn ? middle(rounds.burning) : null,
  };
  return {
    ...readers,
    eventsPerSecond,
    rounds: plan.rounds,
    events: rounds.product.reduce((sum, { events }) => sum + events, 0),
    bars: barsOf(readers),
  };
}

/** Streams start evenly spread over one interval: a real load does not tick in step. */
export function roundPlan(
  { streams, windowMs, warmUpMs }: Pick<LoadPlan, 'streams' | 'windowMs' | 'warmUpMs'>,
  burn: boolean,
): RoundPlan {
  const lengthMs = warmUpMs + windowMs + tailMs;
  const events = Math.ceil(lengthMs / everyMs);
  return {
    leadMs: 300 + 3 * streams,
    lengthMs: lengthMs + everyMs,
    window: { fromMs: warmUpMs, toMs: warmUpMs + windowMs },
    burn,
    streams: (startAtMs) =>
      Array.from({ length: streams }, (_, stream) => ({
        stream,
        startAtMs: startAtMs + (everyMs * stream) / streams,
        script: { events, everyMs },
      })),
  };
}

export interface RoundFigures extends CalibratedReader {
  /** Events whose error was taken. */
  readonly events: number;
}

/** A round without a single event has infinite errors: it must not pass for a quick one. */
export function figuresOf({ streams, window, cpu, coalescedShare }: Round): RoundFigures {
  const pairs = streams.map(({ trueMs, measured }) => ({ trueMs, measuredMs: measured.stampsMs }));
  const errors = pairs.flatMap((pair) => errorsWithin(pair, window));
  const seen = pairs.reduce(
    (sum, { measuredMs }) => sum + measuredMs.filter((atMs) => atMs >= cpu.fromMs && atMs < cpu.toMs).length,
    0,
  );
  const summary = summarise(errors) ?? nothingSeen;
  return {
    ...summary,
    events: errors.length,
    cpuPerEventUs: seen === 0 ? Number.MAX_VALUE : (cpu.usedMs * 1_000) / seen,
    coalescedShare,
    lost: pairs.reduce((sum, pair) => sum + lostEvents(pair), 0),
  };
}

const nothingSeen = {
  biasMs: Number.MAX_VALUE,
  p50Ms: Number.MAX_VALUE,
  p90Ms: Number.MAX_VALUE,
  p99Ms: Number.MAX_VALUE,
  maxMs: Number.MAX_VALUE,
};

function middle(rounds: readonly RoundFigures[]): CalibratedReader {
  const of = (pick: (figures: RoundFigures) => number) => median(rounds.map(pick));
  return {
    biasMs: of(({ biasMs }) => biasMs),
    p50Ms: of(({ p50Ms }) => p50Ms),
    p90Ms: of(({ p90Ms }) => p90Ms),
    p99Ms: of(({ p99Ms }) => p99Ms),
    maxMs: of(({ maxMs }) => maxMs),
    cpuPerEventUs: of(({ cpuPerEventUs }) => cpuPerEventUs),
    coalescedShare: of(({ coalescedShare }) => coalescedShare),
    lost: rounds.reduce((sum, { lost }) => sum + lost, 0),
  };
}
