import type { CountedParts, Pool } from './pool.js';

/** What every dimension needs of the pool, as numbers in rows: 2 000 replicates of a bootstrap read it. */
export interface Columns {
  /** Of each task: mean over its counted attempts. */
  readonly quality: Float64Array;
  /** v */
  readonly credit: Float64Array;
  /** v u */
  readonly first: Float64Array;
  /** v L(kappa / target) */
  readonly cost: Float64Array;
  /** v u_streaming */
  readonly streaming: Float64Array;
  /** All counted attempts by rho, ascending; those without credit last. */
  readonly byRatio: {
    readonly task: Int32Array;
    /** The attempt's share of its task's weight. */
    readonly share: Float64Array;
    readonly ratio: Float64Array;
    /** L(rho) */
    readonly utility: Float64Array;
  };
}

export function columnsOf({ tasks }: Pool): Columns {
  const meanOf = (term: (attempt: CountedParts) => number) =>
    Float64Array.from(
      tasks,
      ({ attempts }) => attempts.reduce((sum, attempt) => sum + term(attempt), 0) / attempts.length,
    );
  const sorted = tasks
    .flatMap(({ attempts }, task) =>
      attempts.map(({ lifecycle }) => ({ task, share: 1 / attempts.length, ...lifecycle })),
    )
    .sort((left, right) => (left.ratio < right.ratio ? -1 : left.ratio > right.ratio ? 1 : 0));
  return {
    quality: meanOf(({ quality }) => quality),
    credit: meanOf(({ credit }) => credit),
    first: meanOf(({ credit, first }) => credit * first.utility),
    cost: meanOf(({ credit, cost }) => credit * cost.utility),
    streaming: meanOf(({ credit, streaming }) => credit * (streaming?.utility ?? 0)),
    byRatio: {
      task: Int32Array.from(sorted, ({ task }) => task),
      share: Float64Array.from(sorted, ({ share }) => share),
      ratio: Float64Array.from(sorted, ({ ratio }) => ratio),
      utility: Float64Array.from(sorted, ({ utility }) => utility),
    },
  };
}

/** Sum of a column under the tasks' weights. */
export function weighted(weights: Float64Array, column: Float64Array): number {
  let sum = 0;
  for (let task = 0; task < column.length; task++) sum += (weights[task] ?? 0) * (column[task] ?? 0);
  return sum;
}
