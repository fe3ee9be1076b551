import { expect, test } from 'vitest';
import { bucketCounts } from '../../../src/arena/read/order-statistics.js';
import { base64Of, floatsOf, intsOf } from '../../../src/arena/read/number-bytes.js';
import { packValues, unpackValues, valueMetrics } from '../../../src/arena/read/value-pack.js';
import { keptEdges } from '../../../src/arena/read/value-buckets.js';

const values = {
  latencyMs: [300_000, 12.5, 0, 300_000, 1e12, 7_000.25],
  costUsd: [],
  tokens: [4_000],
  steps: [3, 1, 3, 3],
};

test('what is packed comes out again, ascending', () => {
  const out = { latencyMs: [], costUsd: [], tokens: [], steps: [] } as Record<string, number[]>;
  unpackValues(packValues(values), (metric, value) => out[metric]?.push(value));

  expect(out).toEqual({
    latencyMs: [0, 12.5, 7_000.25, 300_000, 300_000, 1e12],
    costUsd: [],
    tokens: [4_000],
    steps: [1, 3, 3, 3],
  });
});

test('the histogram counts values by the edges, and equal ones are one run', () => {
  const pack = packValues(values);
  for (const metric of valueMetrics) {
    const bucketOf = (value: number) => keptEdges.filter((edge) => edge <= value).length;
    const counted = new Map<number, number>();
    for (const value of values[metric]) counted.set(bucketOf(value), 2 + (counted.get(bucketOf(value)) ?? 0));
    const found = [...bucketCounts([pack, pack], metric).entries()].filter(([, count]) => count > 0);
    expect(new Map(found)).toEqual(counted);
  }
  expect(pack.runs).toHaveLength(2 * (5 + 0 + 1 + 2));
});

test('numbers survive as base64', () => {
  const { histogram, runs } = packValues(values);

  expect(intsOf(base64Of(histogram))).toEqual(histogram);
  expect(floatsOf(base64Of(runs))).toEqual(runs);
  expect(floatsOf('')).toHaveLength(0);
});
