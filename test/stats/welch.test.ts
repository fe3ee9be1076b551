import { describe, expect, test } from 'vitest';
import { rngFrom } from '../../src/lib/rng.js';
import { welchTest } from '../../src/stats/welch.js';

test('t, degrees of freedom and p are those of Welch', () => {
  const base = [18.2, 17.1, 15.9];
  const candidate = [20.4, 24.2, 15.4, 21.4];

  const { effect, interval, lowerBound, pWorse, pBetter, clusters } = welchTest({ base, candidate })!;

  // By numerical integration: 3.7408 degrees of freedom, error 1.95199, t(97.5 %) = 2.85399.
  expect(effect).toBeCloseTo(3.2833333, 6);
  expect((interval!.high - interval!.low) / 2).toBeCloseTo(2.8539883 * 1.9519933, 5);
  expect(lowerBound).toBeLessThan(0);
  expect(pBetter).toBeCloseTo(0.0863903, 6);
  expect(pWorse + pBetter).toBeCloseTo(1, 12);
  expect(clusters).toBe(7);
});

test('nothing changed: p is under 0.05 in about 5 % of the cases with three runs a side', () => {
  const rng = rngFrom('welch');
  const gauss = () => Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
  const run = (spread: number) => Array.from({ length: 3 }, () => spread * gauss());
  const runs = 2_000;
  const found = Array.from({ length: runs }, () => welchTest({ base: run(1), candidate: run(3) })!);

  expect(found.filter(({ pWorse }) => pWorse < 0.05).length / runs).toBeLessThan(0.065);
  expect(found.filter(({ lowerBound }) => lowerBound > 0).length / runs).toBeLessThan(0.065);
});

describe('there is no test', () => {
  test('under three runs a side', () => {
    expect(welchTest({ base: [1, 2], candidate: [1, 2, 3] })).toBeUndefined();
  });

  test('of what is no number', () => {
    expect(welchTest({ base: [1, 2, NaN], candidate: [1, 2, 3] })).toBeUndefined();
  });
});

test('runs that do not differ at all leave the effect as its own interval', () => {
  expect(welchTest({ base: [2, 2, 2], candidate: [1, 1, 1] })).toMatchObject({
    ...{ effect: -1, interval: { low: -1, high: -1 }, pWorse: 0, pBetter: 1, smallestEffect: undefined },
  });
});
