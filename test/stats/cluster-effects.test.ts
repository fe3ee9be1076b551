import { expect, test } from 'vitest';
import { clusterEffects } from '../../src/stats/cluster-effects.js';

test('tasks of a cluster are summed, and clusters without weight are no part of the sample', () => {
  const sample = clusterEffects(
    {
      effects: Float64Array.of(1, 2, 4, 0, 8),
      weights: Float64Array.of(0.25, 0.125, 0.125, 0, 0.5),
    },
    { strata: [2, 1, 1], clusterOf: Int32Array.of(0, 1, 1, 2, 3) },
  );

  expect([...sample.effects]).toEqual([1, 6, 8]);
  expect([...sample.sizes!]).toEqual([0.25, 0.25, 0.5]);
  expect(sample.strata).toEqual([2, 0, 1]);
});
