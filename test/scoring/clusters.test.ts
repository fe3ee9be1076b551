import { expect, test } from 'vitest';
import { clustersOf } from '../../src/scoring/clusters.js';
import { poolOf } from '../../src/scoring/pool.js';
import { janusComposite as profile } from '../../src/scoring/profile.js';
import { allCategories, scoredTask } from '../support/scored-run.js';

test('tasks of one template, and the two of a pair, are drawn together, chained and by category', () => {
  const pool = poolOf(
    {
      categories: allCategories,
      tasks: [
        scoredTask('a', { template: 't' }),
        scoredTask('b'),
        scoredTask('c', { template: 't', pair: 'p' }),
        scoredTask('d', { pair: 'p' }),
        scoredTask('e', { template: 'p' }),
        scoredTask('f', { category: 'coding', template: 't', pair: 'p' }),
      ],
    },
    profile,
  );

  const { strata, clusterOf } = clustersOf(pool);

  expect(strata).toEqual([3, 1, 0, 0]);
  expect([...clusterOf]).toEqual([0, 1, 0, 0, 2, 3]);
});

test('a chain of ties may be as long as a suite', () => {
  const tasks = Array.from({ length: 20_000 }, (_, index) => ({
    task: { template: `t${Math.floor(index / 2)}`, pair: `p${Math.floor((index + 1) / 2)}` },
  }));

  const { strata } = clustersOf({
    categories: [{ name: 'chat', feeds: 'quality', kinds: [], start: 0, end: tasks.length }],
    tasks,
  });

  expect(strata).toEqual([1]);
});
