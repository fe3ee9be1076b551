import { groupBy } from '../lib/group-by.js';
import { clustersOf, type Clusters } from './clusters.js';
import type { ComparedCategory, ComparedTask } from './compared-task.js';
import type { CategoryRange, TaskLayout } from './task-layout.js';

/** Tasks laid out category after category, and for each place which of the given tasks stands there. */
export interface ComparedLayout extends TaskLayout {
  readonly indices: Int32Array;
}

/** Throws RangeError on a task of no declared category. */
export function comparedLayout(
  tasks: readonly ComparedTask[],
  categories: readonly ComparedCategory[],
): ComparedLayout {
  const byCategory = groupBy([...tasks.keys()], (index) => tasks[index]?.category ?? '');
  const indices: number[] = [];
  const ranges = categories.map((category): CategoryRange => {
    const start = indices.length;
    for (const index of byCategory.get(category.name) ?? []) indices.push(index);
    return { ...category, start, end: indices.length };
  });
  if (indices.length < tasks.length) throw new RangeError('a compared task is in no declared category');
  return {
    categories: ranges,
    tasks: indices.flatMap((index) => {
      const task = tasks[index];
      return task === undefined ? [] : [{ task }];
    }),
    indices: Int32Array.from(indices),
  };
}

/** Which tasks belong together (`clustersOf`), in the order of the tasks given; strata are the categories. */
export function comparedClusters(
  tasks: readonly ComparedTask[],
  categories: readonly ComparedCategory[],
): Clusters {
  const layout = comparedLayout(tasks, categories);
  const { strata, clusterOf } = clustersOf(layout);
  const ofTasks = new Int32Array(tasks.length);
  for (const [place, index] of layout.indices.entries()) ofTasks[index] = clusterOf[place] ?? 0;
  return { strata, clusterOf: ofTasks };
}
