import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rngFrom } from '../../src/lib/rng.js';
import { agreedShare, agreementIntervals, cohenKappa, emptyTable } from '../../src/stats/cohen-kappa.js';

/** A published teaching example: 50 proposals, two readers. po = 0.7, pe = 0.5, kappa = 0.4. */
const proposals = { bothYes: 20, firstOnly: 5, secondOnly: 10, bothNo: 15 };

describe('kappa', () => {
  test('is the agreement beyond chance', () => {
    expect(agreedShare(proposals)).toBeCloseTo(0.7, 12);
    expect(cohenKappa(proposals)).toBeCloseTo(0.4, 12);
  });

  test('is 1 for two of one mind, below 0 for opposites, 0 for chance', () => {
    expect(cohenKappa({ ...emptyTable, bothYes: 3, bothNo: 5 })).toBe(1);
    expect(cohenKappa({ ...emptyTable, firstOnly: 4, secondOnly: 4 })).toBe(-1);
    expect(cohenKappa({ bothYes: 4, firstOnly: 4, secondOnly: 4, bothNo: 4 })).toBe(0);
  });

  test('is not defined where nothing was rated, or only one word was ever said', () => {
    expect(cohenKappa(emptyTable)).toBeUndefined();
    expect(agreedShare(emptyTable)).toBeUndefined();
    expect(cohenKappa({ ...emptyTable, bothYes: 9 })).toBeUndefined();
  });

  test('another agreement never lowers it, and it never exceeds 1', () => {
    const count = fc.integer({ min: 1, max: 200 });
    const table = fc.record({ bothYes: count, firstOnly: count, secondOnly: count, bothNo: count });
    fc.assert(
      fc.property(table, (before) => {
        const mended = { ...before, firstOnly: before.firstOnly - 1, bothYes: before.bothYes + 1 };
        expect(cohenKappa(mended) ?? NaN).toBeGreaterThan((cohenKappa(before) ?? NaN) - 1e-12);
        expect(cohenKappa(before) ?? NaN).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the intervals', () => {
  const yes = { ...emptyTable, bothYes: 1 };
  const no = { ...emptyTable, bothNo: 1 };
  const missed = { ...emptyTable, firstOnly: 1 };
  const items = Array.from({ length: 60 }, (_, at) => (at % 6 === 0 ? missed : at % 2 === 0 ? yes : no));

  test('hold the estimate, stay in range, and are the same every time', () => {
    const { agreed, kappa } = agreementIntervals(items, rngFrom('a'));
    expect(agreed?.low).toBeGreaterThan(0.6);
    expect(agreed?.low).toBeLessThan(50 / 60);
    expect(agreed?.high).toBeGreaterThan(50 / 60);
    expect(agreed?.high).toBeLessThanOrEqual(1);
    const estimate = cohenKappa({ bothYes: 20, firstOnly: 10, secondOnly: 0, bothNo: 30 }) ?? NaN;
    expect(kappa?.low).toBeLessThan(estimate);
    expect(kappa?.high).toBeGreaterThan(estimate);
    expect(agreementIntervals(items, rngFrom('a'))).toEqual({ agreed, kappa });
  });

  test('are wider where the same items hang together in few tasks', () => {
    const width = (clusters: typeof items) => {
      const { agreed } = agreementIntervals(clusters, rngFrom('a'));
      return (agreed?.high ?? NaN) - (agreed?.low ?? NaN);
    };
    const lumps = Array.from({ length: 12 }, (_, at) => {
      const firstOnly = [4, 3, 2, 1][at / 3] ?? 0;
      const rest = 5 - firstOnly;
      return { ...emptyTable, firstOnly, ...(at % 2 === 0 ? { bothYes: rest } : { bothNo: rest }) };
    });
    expect(width(lumps)).toBeGreaterThan(width(items));
  });

  test('are not there for two clusters, or for raters who never disagree', () => {
    expect(agreementIntervals([yes, missed], rngFrom('a'))).toEqual({ agreed: undefined, kappa: undefined });
    expect(agreementIntervals([yes, no, yes, no], rngFrom('a'))).toEqual({
      agreed: undefined,
      kappa: undefined,
    });
  });
});
