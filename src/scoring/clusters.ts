import type { TaskLayout } from './task-layout.js';

export interface Clusters {
  /** Clusters of each category, in the layout's order; numbered through. */
  readonly strata: readonly number[];
  /** Cluster of each of its tasks. */
  readonly clusterOf: Int32Array;
}

/**
 * Which tasks are drawn together: those of one template, and the two of a pair, whose qualities are one number. Such
 * ties chain, and end at the category's edge because categories are drawn from separately.
 */
export function clustersOf({ categories, tasks }: TaskLayout): Clusters {
  const clusterOf = new Int32Array(tasks.length);
  const strata: number[] = [];
  let clusters = 0;
  for (const { start, end } of categories) {
    const rootByTie = new Map<string, number>();
    const roots = new Map<number, number>();
    const rootOf = (index: number): number => {
      let root = index;
      for (let next = roots.get(root); next !== undefined && next !== root; next = roots.get(root))
        root = next;
      // What is asked for again is found at once, however long a suite makes its chain.
      roots.set(index, root);
      return root;
    };
    for (let index = start; index < end; index++) {
      const { template, pair } = tasks[index]?.task ?? {};
      for (const tie of [JSON.stringify(['template', template]), pair && JSON.stringify(['pair', pair])]) {
        if (tie === undefined) continue;
        const tied = rootByTie.get(tie);
        if (tied === undefined) rootByTie.set(tie, index);
        else roots.set(rootOf(index), rootOf(tied));
      }
    }
    const numberByRoot = new Map<number, number>();
    for (let index = start; index < end; index++) {
      const root = rootOf(index);
      if (!numberByRoot.has(root)) numberByRoot.set(root, clusters++);
      clusterOf[index] = numberByRoot.get(root) ?? 0;
    }
    strata.push(numberByRoot.size);
  }
  return { strata, clusterOf };
}
