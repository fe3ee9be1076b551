import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawArrivals, expectedAttempts, type OpenLoad } from '../../src/run/load-arrivals.js';

const load = (changes: Partial<OpenLoad>): OpenLoad => ({
  rate: 200,
  arrivals: 'constant',
  rampMs: 0,
  until: { durationMs: 30_000 },
  ...changes,
});

/** Variance / mean of how many arrivals fall into each bin: 1 for a Poisson process, 0 for a metronome. */
function dispersion(arrivalsMs: readonly number[], binMs: number, endMs: number): number {
  const counts = new Array<number>(Math.floor(endMs / binMs)).fill(0);
  for (const atMs of arrivalsMs) {
    const bin = Math.floor(atMs / binMs);
    if (bin < counts.length) counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (counts.length - 1);
  return variance / mean;
}

describe('constant arrivals', () => {
  test('come at equal steps from the start on, as many as the rate says', () => {
    const { arrivalsMs, windowMs } = drawArrivals(load({}), '1');

    expect(arrivalsMs).toHaveLength(6_000);
    expect(arrivalsMs.slice(0, 3)).toEqual([0, 5, 10]);
    expect(arrivalsMs.at(-1)).toBeCloseTo(29_995, 6);
    expect(windowMs).toBe(30_000);
  });

  test('of a number of requests last until the next one would have been due', () => {
    const { arrivalsMs, windowMs } = drawArrivals(load({ rate: 4, until: { attempts: 3 } }), '1');

    expect(arrivalsMs).toEqual([0, 250, 500]);
    expect(windowMs).toBe(750);
  });

  test('grow along the ramp: half of the attempts that its time would hold, later ones closer together', () => {
    const { arrivalsMs } = drawArrivals(load({ rampMs: 10_000 }), '1');
    const steps = arrivalsMs.slice(1).map((atMs, index) => atMs - (arrivalsMs[index] ?? 0));

    expect(arrivalsMs.filter((atMs) => atMs < 10_000 - 1e-6)).toHaveLength(1_000);
    expect(arrivalsMs).toHaveLength(5_000);
    expect(steps.every((step, index) => index === 0 || step <= (steps[index - 1] ?? 0) + 1e-6)).toBe(true);
    expect(steps.at(-1)).toBeCloseTo(5, 6);
  });
});

describe('Poisson arrivals', () => {
  const { arrivalsMs } = drawArrivals(load({ arrivals: 'poisson', until: { durationMs: 300_000 } }), 'dice');

  test('pass a dispersion test at every scale: the index is 1 within five standard errors', () => {
    for (const binMs of [20, 100, 1_000]) {
      const bins = 300_000 / binMs;
      const index = dispersion(arrivalsMs, binMs, 300_000);
      expect(Math.abs(index - 1)).toBeLessThan(5 * Math.sqrt(2 / (bins - 1)));
    }
  });

  test('are as many as the rate says, within five standard errors', () => {
    expect(Math.abs(arrivalsMs.length - 60_000)).toBeLessThan(5 * Math.sqrt(60_000));
  });

  test('have exponential gaps: a share 1/e of them is longer than the mean', () => {
    const gaps = arrivalsMs.slice(1).map((atMs, index) => atMs - (arrivalsMs[index] ?? 0));
    const longer = gaps.filter((gap) => gap > 5).length / gaps.length;

    expect(longer).toBeCloseTo(Math.exp(-1), 1.7);
  });

  test('the dispersion test tells them from a metronome', () => {
    const even = drawArrivals(load({ until: { durationMs: 300_000 } }), 'dice');

    expect(dispersion(even.arrivalsMs, 100, 300_000)).toBeLessThan(0.1);
  });

  test('follow the ramp', () => {
    const ramped = drawArrivals(
      load({ arrivals: 'poisson', rampMs: 100_000, until: { durationMs: 100_000 + 1 } }),
      'dice',
    );
    const early = ramped.arrivalsMs.filter((atMs) => atMs < 50_000).length;

    expect(early / ramped.arrivalsMs.length).toBeCloseTo(0.25, 1.5);
  });
});

test('the same seed draws the same list, another seed another', () => {
  const poisson = load({ arrivals: 'poisson', until: { attempts: 50 } });

  expect(drawArrivals(poisson, 'a')).toEqual(drawArrivals(poisson, 'a'));
  expect(drawArrivals(poisson, 'a')).not.toEqual(drawArrivals(poisson, 'b'));
});

test('every list rises, lies within its window, and is about as long as expected', () => {
  const loads = fc.record({
    rate: fc.double({ min: 0.5, max: 500, noNaN: true }),
    arrivals: fc.constantFrom('constant' as const, 'poisson' as const),
    rampMs: fc.integer({ min: 0, max: 2_000 }),
    until: fc.oneof(
      fc.record({ durationMs: fc.integer({ min: 1, max: 10_000 }) }),
      fc.record({ attempts: fc.integer({ min: 1, max: 500 }) }),
    ),
  });
  fc.assert(
    fc.property(loads, fc.string(), (shape, seed) => {
      const { arrivalsMs, windowMs } = drawArrivals(shape, seed);
      const expected = expectedAttempts(shape);

      expect(arrivalsMs.every((atMs, index) => atMs >= (arrivalsMs[index - 1] ?? 0))).toBe(true);
      expect(arrivalsMs.every((atMs) => atMs <= windowMs)).toBe(true);
      expect(Math.abs(arrivalsMs.length - expected)).toBeLessThanOrEqual(2 + 7 * Math.sqrt(expected));
    }),
  );
});
