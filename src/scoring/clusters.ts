import type { Pool } from './pool.js';

export interface Clusters {
  /** Clusters of each category, in the pool's order; numbered through. */
  readonly strata: readonly number[];
  /** Cluster of each task of the pool. */
  readonly clusterOf: Int32Array;
}

/**
 * Which tasks are drawn together: those of one template, and the two of a pair, whose qualities are one number. Such
 * ties chain, and end at the category's edge because categories are drawn from separately.
 */
export function clustersOf({ categories, tasks }: Pool): Clusters {
  const clusterOf = new Int32Array(tasks.length);
  const strata: number[] = [];
  let clusters = 0;
  for (const { start, end } of categories) {
    const rootByTie = new Map<string, number>();
    const roots = new Map<number, number>();
    const rootOf = (index: number): number => {
      const parent = roots.get(index) ?? index;
      return parent === index ? index : rootOf(parent);
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
