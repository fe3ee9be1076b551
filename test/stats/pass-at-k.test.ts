import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passAllK, passAtK } from '../../src/stats/pass-at-k.js';

/** All k-subsets of n attempts, the first `passed` of which passed. */
function subsets(n: number, k: number): readonly (readonly number[])[] {
  if (k === 0) return [[]];
  return Array.from({ length: n }, (_, last) => last)
    .filter((last) => last >= k - 1)
    .flatMap((last) => subsets(last, k - 1).map((rest) => [...rest, last]));
}

function shareOf(all: readonly (readonly number[])[], holds: (subset: readonly number[]) => boolean): number {
  return all.filter(holds).length / all.length;
}

const anyCount = fc
  .integer({ min: 1, max: 9 })
  .chain((n) => fc.record({ n: fc.constant(n), passed: fc.nat(n), k: fc.integer({ min: 1, max: n }) }));

test('pass@k is the share of k-subsets with a pass, pass^k that of those with nothing else', () => {
  fc.assert(
    fc.property(anyCount, ({ n, passed, k }) => {
      const all = subsets(n, k);
      expect(passAtK({ n, passed }, k)).toBeCloseTo(
        shareOf(all, (some) => some.some((at) => at < passed)),
        12,
      );
      expect(passAllK({ n, passed }, k)).toBeCloseTo(
        shareOf(all, (some) => some.every((at) => at < passed)),
        12,
      );
    }),
  );
});

test('with k = 1 both are the share of passes, and they part from there', () => {
  fc.assert(
    fc.property(anyCount, ({ n, passed, k }) => {
      expect(passAtK({ n, passed }, 1)).toBeCloseTo(passed / n, 12);
      expect(passAllK({ n, passed }, 1)).toBeCloseTo(passed / n, 12);
      if (k === 1) return;
      expect(passAtK({ n, passed }, k)).toBeGreaterThanOrEqual(passAtK({ n, passed }, k - 1) - 1e-12);
      expect(passAllK({ n, passed }, k)).toBeLessThanOrEqual(passAllK({ n, passed }, k - 1) + 1e-12);
    }),
  );
});

test('both are unbiased: their mean over all outcomes of n attempts is the true chance', () => {
  const [n, p] = [6, 0.3];
  const outcomes = Array.from({ length: 2 ** n }, (_, bits) => bits.toString(2).replaceAll('0', '').length);
  const expected = (of: (passed: number) => number) =>
    outcomes.reduce((sum, passed) => sum + of(passed) * p ** passed * (1 - p) ** (n - passed), 0);

  for (const k of [1, 2, 4, 6]) {
    expect(expected((passed) => passAtK({ n, passed }, k))).toBeCloseTo(1 - (1 - p) ** k, 12);
    expect(expected((passed) => passAllK({ n, passed }, k))).toBeCloseTo(p ** k, 12);
  }
});

test('a thousand attempts overflow nothing', () => {
  expect(passAtK({ n: 1_000, passed: 1 }, 500)).toBeCloseTo(0.5, 12);
  expect(passAllK({ n: 1_000, passed: 999 }, 500)).toBeCloseTo(0.5, 12);
});

test('a k beyond the attempts is refused: nothing can be said of it', () => {
  expect(() => passAtK({ n: 3, passed: 1 }, 4)).toThrow(RangeError);
  expect(() => passAllK({ n: 3, passed: 1 }, 0)).toThrow(RangeError);
});
