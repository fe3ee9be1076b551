import fc from 'fast-check';
import { expect, test } from 'vitest';
import { knee, type LoadPoint } from '../../src/stats/knee.js';

/** A server of `slots` that takes one second for each request: beyond its slots they queue. */
function server(slots: number, loads: readonly number[]): LoadPoint[] {
  return loads.map((load) => ({
    load,
    throughput: Math.min(load, slots),
    latency: Math.max(1, load / slots),
  }));
}

const levels = [1, 2, 4, 8, 16, 32];

test('the knee of a server is where its slots are full', () => {
  expect(levels[knee(server(4, levels))!]).toBe(4);
  expect(levels[knee(server(1, levels))!]).toBe(1);
  expect(levels[knee(server(8, levels))!]).toBe(8);
});

test('without a level beyond it there is no knee yet', () => {
  expect(knee(server(32, levels))).toBeUndefined();
  expect(knee(server(100, levels))).toBeUndefined();
  expect(knee(server(4, [1, 2, 4]))).toBeUndefined();
});

test('a level that completed nothing has no power, and a sweep of such levels no knee', () => {
  const dead = { load: 8, throughput: 0, latency: undefined };

  expect(knee([...server(8, [1, 2, 4]), dead])).toBe(2);
  expect(knee([dead, dead])).toBeUndefined();
  expect(knee([])).toBeUndefined();
});

test('the unit of time changes nothing', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      (slots, unit) => {
        const points = server(slots, levels);
        const scaled = points.map(({ load, throughput, latency = 0 }) => ({
          load,
          throughput: throughput / unit,
          latency: latency * unit,
        }));
        expect(knee(scaled)).toBe(knee(points));
      },
    ),
  );
});
