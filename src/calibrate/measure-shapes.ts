import type { CalibratedShape } from '../results/calibration.js';
import type { CalibrationBench, RoundPlan, RoundStream } from './bench.js';
import { shapeNames, shapes, shapeScript, type ShapeName, type ShapeRow } from './scripts.js';
import { errorsWithin, lostEvents, summarise } from './stamp-errors.js';

/** Every shape of stream once, all at the same time: that many streams disturb nobody. */
export async function measureShapes(bench: CalibrationBench): Promise<readonly CalibratedShape[]> {
  const { streams } = await bench.round('product', shapesPlan());
  return streams.flatMap((stream) => {
    const { script } = stream.order;
    return typeof script === 'string' ? shapeResult(script, stream) : [];
  });
}

function shapesPlan(): RoundPlan {
  const lengthMs = Math.max(...shapeNames.map((name) => shapeScript(name).steps.at(-1)?.atMs ?? 0));
  return {
    leadMs: 300,
    lengthMs,
    window: { fromMs: 0, toMs: lengthMs },
    burn: false,
    streams: (startAtMs) =>
      shapeNames.map((script, stream) => ({ stream, startAtMs: startAtMs + stream * 2, script })),
  };
}

const always = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };

export function shapeResult(name: ShapeName, { trueMs, measured }: RoundStream): CalibratedShape {
  const shape: ShapeRow = shapes[name];
  const pair = { trueMs, measuredMs: measured.stampsMs };
  const summary = summarise(errorsWithin(pair, always));
  const lost = lostEvents(pair);
  const hasFlag = shape.flag === undefined || measured.flags.includes(shape.flag);
  return {
    name,
    title: shape.title,
    events: trueMs.length,
    lost,
    p50Ms: summary?.p50Ms ?? null,
    maxMs: summary?.maxMs ?? null,
    trueMaxGapMs: longestGap(trueMs),
    maxGapMs: longestGap(measured.stampsMs),
    outcome: measured.outcome,
    correct: lost === 0 && measured.strays === 0 && measured.outcome === shape.outcome && hasFlag,
  };
}

function longestGap(stampsMs: Float64Array): number {
  const gaps = [...stampsMs].flatMap((atMs, number) => {
    const gap = atMs - (stampsMs[number - 1] ?? Number.NaN);
    return Number.isNaN(gap) ? [] : gap;
  });
  return Math.max(0, ...gaps);
}
