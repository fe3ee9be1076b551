import { describe, expect, test } from 'vitest';
import { rngFrom } from '../../src/lib/rng.js';
import { signFlipTest } from '../../src/stats/sign-flip.js';

const pOf = (effects: readonly number[], seed = 'a') =>
  signFlipTest(Float64Array.from(effects), rngFrom(seed));

describe('to 14 clusters every flip is counted', () => {
  test('as by hand: of 8 sums of 1, 2 and 4 one is as high, all are at most that', () => {
    expect(pOf([1, 2, 4])).toEqual({ pWorse: 1, pBetter: 1 / 8 });
    expect(pOf([-1, 2, -4])).toEqual({ pWorse: 3 / 8, pBetter: 6 / 8 });
  });

  test('a tie counts as at least as extreme, through the rounding of sums', () => {
    expect(pOf([0.1, 0.2, -0.3])).toEqual({ pWorse: 5 / 8, pBetter: 5 / 8 });
    expect(pOf([1, 1, -1])).toEqual({ pWorse: 7 / 8, pBetter: 4 / 8 });
  });

  test('clusters that did not change have no sign to flip', () => {
    expect(pOf([0, 1, 0, 2, 4, ...Array<number>(100).fill(0)])).toEqual(pOf([1, 2, 4]));
    expect(pOf([0, 0, 0])).toEqual({ pWorse: 1, pBetter: 1 });
    expect(pOf([])).toEqual({ pWorse: 1, pBetter: 1 });
  });

  test('the smallest p is 1 / 2^n', () => {
    expect(pOf(Array<number>(14).fill(-1)).pWorse).toBe(2 ** -14);
  });
});

describe('beyond, flips are drawn', () => {
  const rng = rngFrom('effects');
  const effects = Array.from({ length: 15 }, () => rng.next() - 0.6);

  test('and agree with the whole count', () => {
    const [zero, ...others] = effects;
    const [plus, minus] = [others, others].map((rest, index) => {
      // All flips of 15 are those of 14 beside either sign of the first.
      const seen = effects.reduce((sum, effect) => sum + effect, 0);
      const first = index === 0 ? zero! : -zero!;
      return flips(rest).filter((sum) => sum + first <= seen + 1e-12).length;
    });

    expect(pOf(effects).pWorse).toBeCloseTo((plus! + minus!) / 2 ** 15, 2);
  });

  test('never give a p of 0, and the same for the same seed', () => {
    const worse = Array<number>(40).fill(-1);

    expect(pOf(worse)).toEqual({ pWorse: 1 / 10_001, pBetter: 1 });
    expect(pOf(effects, 'x')).toEqual(pOf(effects, 'x'));
    expect(pOf(effects, 'x')).not.toEqual(pOf(effects, 'y'));
  });
});

test('over 1 000 clusters normal theory stands in for draws, and agrees with them', () => {
  const rng = rngFrom('many');
  const effects = Array.from({ length: 1_000 }, () => (rng.next() < 0.2 ? rng.next() - 0.51 : 0.001));
  const drawn = pOf(effects);
  const byTheory = pOf([...effects, 1e-9]);

  expect(drawn.pWorse).not.toBe(byTheory.pWorse);
  expect(byTheory.pWorse).toBeGreaterThan(0.02);
  expect(Math.abs(drawn.pWorse - byTheory.pWorse)).toBeLessThan(0.012);
  expect(byTheory.pWorse + byTheory.pBetter).toBeCloseTo(1, 9);
});

test('with nothing changed p is under 0.05 in at most about 5 % of the cases, whatever the sizes', () => {
  const rng = rngFrom('null');
  const runs = 1_000;
  let found = 0;
  for (let run = 0; run < runs; run++) {
    const effects = Array.from({ length: 12 }, () => (rng.next() - 0.5) * 10 * rng.next() ** 4);
    if (signFlipTest(Float64Array.from(effects), rng).pWorse < 0.05) found++;
  }

  expect(found / runs).toBeLessThan(0.07);
  expect(found / runs).toBeGreaterThan(0.03);
});

function flips(effects: readonly number[]): number[] {
  return effects.reduce(
    (sums, effect) => [...sums.map((sum) => sum + effect), ...sums.map((sum) => sum - effect)],
    [0],
  );
}
