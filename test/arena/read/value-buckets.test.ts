import { expect, test } from 'vitest';
import { keptEdges, shownBucket, shownEdges } from '../../../src/arena/read/value-buckets.js';

test('edges ascend, and every tenth kept one is shown', () => {
  for (const edges of [keptEdges, shownEdges])
    expect(edges.every((edge, index) => index === 0 || edge > (edges[index - 1] ?? 0))).toBe(true);
  expect(keptEdges.filter((_, index) => index % 10 === 0)).toEqual(shownEdges);
});

test('a value lies in the shown bucket of its kept one', () => {
  const bucketOf = (value: number, edges: readonly number[]) => edges.filter((edge) => edge <= value).length;
  for (const value of [0, 1e-7, 1e-6, 0.0061, 1, 1.26, 999, 1_000, 61_234, 5e8, 1e9, 3e9])
    expect(shownBucket(bucketOf(value, keptEdges)), String(value)).toBe(bucketOf(value, shownEdges));
});
