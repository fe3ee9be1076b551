import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  consumptionOf,
  costUsd,
  isUnderReported,
  referenceCostUsd,
  referencePrices,
  type Consumption,
} from '../../src/metrics/cost.js';
import { measuredExchange } from '../support/measured.js';

const used: Consumption = {
  exchanges: 2,
  lifecycleMs: 4_000,
  tokens: { own: { in: 1_000, out: 500 } },
  calls: {},
  computeSeconds: {},
};
const usd = (changes: Partial<Consumption>) => referenceCostUsd({ ...used, ...changes }, referencePrices);
const own = { in: 1_000, out: 500 };

test('tokens, calls and compute at the reference prices', () => {
  expect(usd({})).toBeCloseTo(1_000 * 0.3e-6 + 500 * 1.2e-6 + 2 * 0.0002 + 4 * 0.00005, 12);
});

describe('tokens', () => {
  test('a report below our own count counts as our own, in and out each by itself', () => {
    expect(usd({ tokens: { own, reported: { in: 1, out: 1 } } })).toBe(usd({}));
    expect(usd({ tokens: { own, reported: { in: 3_000, out: 1 } } })).toBeCloseTo(
      usd({}) + 2_000 * 0.3e-6,
      12,
    );
  });

  test('the meter is believed over what is reported, but not below our own count', () => {
    const reported = { in: 9_000, out: 9_000 };
    expect(usd({ tokens: { own, reported, metered: { in: 0, out: 0 } } })).toBe(usd({}));
    expect(usd({ tokens: { own, reported, metered: { in: 3_000, out: 500 } } })).toBeCloseTo(
      usd({}) + 2_000 * 0.3e-6,
      12,
    );
  });

  test('reporting less never makes an attempt cheaper than our own count', () => {
    const count = fc.record({ in: fc.nat(10_000), out: fc.nat(10_000) });
    fc.assert(
      fc.property(count, count, (ours, reported) => {
        expect(usd({ tokens: { own: ours, reported } })).toBeGreaterThanOrEqual(
          usd({ tokens: { own: ours } }),
        );
      }),
    );
  });
});

test('calls: metered, else reported, at least one an exchange', () => {
  expect(usd({ calls: { reported: 5 } })).toBeCloseTo(usd({}) + 3 * 0.0002, 12);
  expect(usd({ calls: { reported: 1 } })).toBe(usd({}));
  expect(usd({ calls: { reported: 1, metered: 4 } })).toBeCloseTo(usd({}) + 2 * 0.0002, 12);
});

test('compute: metered CPU seconds, else the lifecycle', () => {
  expect(usd({ computeSeconds: { metered: 10 } })).toBeCloseTo(usd({}) + 6 * 0.00005, 12);
});

test('under-reporting is less than 0.7 of our own count, in or out', () => {
  expect(isUnderReported({ own })).toBe(false);
  expect(isUnderReported({ own, reported: { in: 700, out: 350 } })).toBe(false);
  expect(isUnderReported({ own, reported: { in: 699, out: 500 } })).toBe(true);
  expect(isUnderReported({ own, reported: { in: 1_000, out: 349 } })).toBe(true);
});

describe('of an attempt', () => {
  const exchange = measuredExchange([[900, 'content', 'a']], {
    usage: { promptTokens: 100, completionTokens: 30, modelCalls: 3 },
    timeline: { connectMs: 100, endMs: 1_100 },
  });

  test('everything is taken from its exchanges', () => {
    expect(consumptionOf({ exchanges: [exchange, exchange] })).toEqual({
      exchanges: 2,
      lifecycleMs: 2_000,
      tokens: { own: { in: 20, out: 40 }, reported: { in: 200, out: 60 }, metered: undefined },
      calls: { reported: 6, metered: undefined },
      computeSeconds: { metered: undefined },
    });
    expect(costUsd({ exchanges: [exchange] })).toBeCloseTo(100 * 0.3e-6 + 30 * 1.2e-6 + 0.0006 + 0.00005, 12);
  });

  test('a meter that saw only half of the tokens saw no tokens', () => {
    const metered = { in: 7, calls: 1, cpuSeconds: 2 };

    expect(consumptionOf({ exchanges: [exchange], metered })).toMatchObject({
      tokens: { metered: undefined },
      calls: { metered: 1 },
      computeSeconds: { metered: 2 },
    });
  });

  test('without any exchange nothing was spent that we know of', () => {
    expect(costUsd({ exchanges: [] })).toBeUndefined();
  });
});
