import { expect, test } from 'vitest';
import { openBench, type RoundPlan } from '../../src/calibrate/bench.js';
import { roundPlan } from '../../src/calibrate/measure-load.js';
import { measureShapes } from '../../src/calibrate/measure-shapes.js';
import { shapeNames } from '../../src/calibrate/scripts.js';
import { lostEvents } from '../../src/calibrate/stamp-errors.js';

test('the real target reads every script rightly and loses nothing', async () => {
  await using bench = await openBench();
  const results = await measureShapes(bench);

  expect(results.map(({ name, correct, lost }) => ({ name, correct, lost }))).toEqual(
    shapeNames.map((name) => ({ name, correct: true, lost: 0 })),
  );
  const stall = results.find(({ name }) => name === 'stall');
  // Keep-alives every half second hide no stall of 2.5 s.
  expect(stall?.maxGapMs).toBeGreaterThan(1_000);
});

test.each(['product', 'bare'] as const)('%s sees every event after it was written', async (reader) => {
  await using bench = await openBench();
  const plan: RoundPlan = roundPlan({ streams: 8, windowMs: 200, warmUpMs: 100 }, false);
  const { streams, cpu } = await bench.round(reader, plan);

  expect(streams).toHaveLength(8);
  for (const { trueMs, measured } of streams) {
    expect(lostEvents({ trueMs, measuredMs: measured.stampsMs })).toBe(0);
    // Half a microsecond: stamps are rounded, and each process finds its place on the clock by itself.
    measured.stampsMs.forEach((atMs, number) => expect(atMs - trueMs[number]!).toBeGreaterThan(-0.05));
  }
  expect(cpu.usedMs).toBeGreaterThan(0);
});
