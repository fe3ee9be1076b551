import { expect, test } from 'vitest';
import { rngFrom, type Rng } from '../../src/lib/rng.js';
import { clustersOf } from '../../src/scoring/clusters.js';
import { columnsOf } from '../../src/scoring/columns.js';
import { weightsOf } from '../../src/scoring/measure.js';
import { poolOf } from '../../src/scoring/pool.js';
import { janusComposite as profile } from '../../src/scoring/profile.js';
import { Replicate, scoreNames } from '../../src/scoring/replicate.js';
import { studentisedIntervals } from '../../src/stats/cluster-bootstrap.js';
import type { Interval } from '../../src/stats/interval.js';
import { categories, drawAttempts, drawTasks, meanSolved } from '../support/simulated-runs.js';

const trials = 1_000;

/** What `intervalsOf` gives for Quality, less the other scores, which take nine tenths of the time. */
function qualityInterval(rng: Rng): Interval {
  const tasks = drawTasks(rng);
  const attempts = drawAttempts(tasks, { rng, repeats: 3 });
  const pool = poolOf(
    { categories, tasks: tasks.map((task, index) => ({ ...task, attempts: attempts[index]! })) },
    profile,
  );
  const clusters = clustersOf(pool);
  const weights = { quality: weightsOf(pool).quality, efficiency: undefined, modality: undefined };
  const intervals = studentisedIntervals({
    strata: clusters.strata,
    outputs: scoreNames.length,
    rng,
    replicates: 400,
    statistic: new Replicate({ ...clusters, columns: columnsOf(pool), weights, profile }),
  });
  return intervals[scoreNames.indexOf('quality')]!;
}

test('the Quality interval of one run of public/dev holds the truth in 92 to 98 %', () => {
  const rng = rngFrom('single run');
  const truth = 100 * meanSolved;
  const intervals = Array.from({ length: trials }, () => qualityInterval(rng));
  const held = intervals.filter(({ low, high }) => low <= truth && high >= truth).length / trials;
  const width = intervals.reduce((sum, { low, high }) => sum + high - low, 0) / trials;
  console.log(
    `Quality of one run: the 95 % interval holds ${truth.toFixed(1)} in ${(100 * held).toFixed(1)} %, mean width ${width.toFixed(1)}`,
  );

  expect(held).toBeGreaterThanOrEqual(0.92);
  expect(held).toBeLessThanOrEqual(0.98);
});
