import { expect, test } from 'vitest';
import type { CalibrationBench, Round } from '../../src/calibrate/bench.js';
import { figuresOf, measureLoad, roundPlan } from '../../src/calibrate/measure-load.js';

function round(errorMs: number, changes: Partial<Round> = {}): Round {
  const trueMs = Float64Array.of(0, 100, 200, 300);
  return {
    streams: [
      {
        order: { stream: 0, startAtMs: 0, script: { events: 4, everyMs: 100 } },
        trueMs,
        measured: {
          stream: 0,
          issuedMs: -1,
          stampsMs: trueMs.map((atMs) => atMs + errorMs),
          strays: 0,
          outcome: 'ok',
          flags: [],
        },
      },
    ],
    window: { fromMs: 100, toMs: 300 },
    coalescedShare: 0.25,
    cpu: { fromMs: 50, toMs: 350, usedMs: 0.3 },
    ...changes,
  };
}

test('figures come from the window; CPU is shared among the events it was used for', () => {
  expect(figuresOf(round(2))).toMatchObject({
    events: 2,
    p50Ms: 2,
    biasMs: 2,
    maxMs: 2,
    lost: 0,
    coalescedShare: 0.25,
    cpuPerEventUs: 100,
  });
});

test('a round in which nothing was seen is no good round', () => {
  const figures = figuresOf(round(Number.NaN));

  expect(figures).toMatchObject({ lost: 4, events: 0 });
  expect(figures.p50Ms).toBeGreaterThan(1e6);
  expect(figures.cpuPerEventUs).toBeGreaterThan(1e6);
});

test('readers take turns, and every figure is the median of its rounds', async () => {
  const calls: string[] = [];
  const errors = { product: [5, 1, 3], bare: [2, 9, 1], burning: [4, 4, 8] };
  const bench: CalibrationBench = {
    round: (reader, { burn }) => {
      const kind = burn ? 'burning' : reader;
      calls.push(kind);
      return Promise.resolve(round(errors[kind].shift() ?? Number.NaN));
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  const load = await measureLoad(bench, { streams: 1, rounds: 3, windowMs: 10, warmUpMs: 5, burn: true });

  expect(calls.join(' ')).toBe('product bare burning product bare burning product bare burning');
  expect(load).toMatchObject({ product: { p50Ms: 3 }, bare: { p50Ms: 2 }, burning: { p50Ms: 4 }, events: 6 });
  expect(load.bars.map(({ name }) => name)).toContain('p90 error, main thread busy');
});

test('streams start spread over one interval, and go on after the window', () => {
  const plan = roundPlan({ streams: 4, windowMs: 1_000, warmUpMs: 500 }, false);
  const streams = plan.streams(1_000);

  expect(streams.map(({ startAtMs }) => startAtMs)).toEqual([1_000, 1_005, 1_010, 1_015]);
  for (const { script } of streams) {
    const lastMs = typeof script === 'string' ? 0 : (script.events - 1) * script.everyMs;
    expect(lastMs).toBeGreaterThan(plan.window.toMs);
  }
});
