import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rngFrom } from '../../src/lib/rng.js';
import { clustersOf } from '../../src/scoring/clusters.js';
import { columnsOf } from '../../src/scoring/columns.js';
import { measure, weightsOf } from '../../src/scoring/measure.js';
import { poolOf, type Pool } from '../../src/scoring/pool.js';
import { janusComposite as profile } from '../../src/scoring/profile.js';
import { Replicate, scoreNames } from '../../src/scoring/replicate.js';
import { anyRun } from '../support/scored-run.js';

/** The definition, without any short cut: weights times copies, each category scaled back to its total. */
function reweighed(weights: Float64Array | undefined, pool: Pool, copiesOf: (task: number) => number) {
  if (weights === undefined) return undefined;
  const result = weights.map((weight, task) => weight * copiesOf(task));
  for (const { start, end } of pool.categories) {
    const total = (array: Float64Array) => array.slice(start, end).reduce((sum, weight) => sum + weight, 0);
    const scale = total(weights) / total(result);
    for (let task = start; task < end; task++)
      result[task] = result[task]! * (Number.isFinite(scale) ? scale : 0);
  }
  return result;
}

test('every resample, and every resample less one cluster, is measured as the estimate is', () => {
  fc.assert(
    fc.property(anyRun, fc.nat(), (input, seed) => {
      const pool = poolOf(input, profile);
      const columns = columnsOf(pool);
      const weights = weightsOf(pool);
      const clusters = clustersOf(pool);
      const replicate = new Replicate({ ...clusters, columns, weights, profile });
      const rng = rngFrom(seed);
      // At least one copy stays in every category: two of each cluster, and up to two more.
      const copies = Float64Array.from(new Set(clusters.clusterOf), () => 2 + rng.int(3));
      const out = new Float64Array(scoreNames.length);
      const expectSame = (lost: number | undefined) => {
        const copiesOf = (task: number) => {
          const cluster = clusters.clusterOf[task]!;
          return copies[cluster]! - (cluster === lost ? 1 : 0);
        };
        const expected = measure(
          {
            quality: reweighed(weights.quality, pool, copiesOf),
            efficiency: reweighed(weights.efficiency, pool, copiesOf),
            modality: reweighed(weights.modality, pool, copiesOf),
          },
          columns,
          profile,
        );
        for (const [index, name] of scoreNames.entries()) expect(out[index]).toBeCloseTo(expected[name]!, 9);
      };

      replicate.of(copies, out);
      expectSame(undefined);
      for (let cluster = 0; cluster < copies.length; cluster++) {
        replicate.without(cluster, out);
        expectSame(cluster);
      }
    }),
    { numRuns: 50 },
  );
});

test('what was not measured is not a number in any resample', () => {
  const pool = poolOf({ categories: [{ name: 'chat', feeds: 'quality', kinds: [] }], tasks: [] }, profile);
  const clusters = clustersOf(pool);
  const out = new Float64Array(scoreNames.length);

  new Replicate({ ...clusters, columns: columnsOf(pool), weights: weightsOf(pool), profile }).of(
    new Float64Array(0),
    out,
  );

  expect(
    [...out].filter((value, index) => !Number.isNaN(value) && scoreNames[index] === 'composite'),
  ).toEqual([]);
});
