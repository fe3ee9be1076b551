import { weighted } from './columns.js';
import type { AttemptTerms, ComparedTask } from './compared-task.js';
import type { ScoreEffect } from './score-effect.js';
import type { TaskWeights } from './weights.js';

/** Of each task: means over its attempts, both sides. */
export interface Sides {
  readonly base: Float64Array;
  readonly candidate: Float64Array;
}

/** As `Columns`. */
export interface TaskMeans {
  readonly quality: Sides;
  readonly credit: Sides;
  readonly first: Sides;
  readonly cost: Sides;
  /** Cost without compute seconds that are really a lifecycle. */
  readonly timelessCost: Sides;
  readonly streaming: Sides;
}

export function taskMeansOf(tasks: readonly ComparedTask[]): TaskMeans {
  const sides = (term: (attempt: AttemptTerms) => number): Sides => ({
    base: Float64Array.from(tasks, ({ base }) => meanOf(base, term)),
    candidate: Float64Array.from(tasks, ({ candidate }) => meanOf(candidate, term)),
  });
  return {
    quality: sides(({ quality }) => quality),
    credit: sides(({ credit }) => credit),
    first: sides(({ credit, firstUtility }) => credit * firstUtility),
    cost: sides(({ credit, costUtility }) => credit * costUtility),
    timelessCost: sides(
      ({ credit, costUtility, timelessCostUtility = costUtility }) => credit * timelessCostUtility,
    ),
    streaming: sides(({ credit, streamingUtility }) => credit * streamingUtility),
  };
}

/** Of 100 x a weighted mean over tasks: each adds its own difference. */
export function meanEffect(weights: TaskWeights, { base, candidate }: Sides): ScoreEffect {
  return {
    base: 100 * weighted(weights, base),
    candidate: 100 * weighted(weights, candidate),
    effects: weights.map((weight, task) => 100 * weight * ((candidate[task] ?? 0) - (base[task] ?? 0))),
    weights,
  };
}

function meanOf(attempts: readonly AttemptTerms[], term: (attempt: AttemptTerms) => number): number {
  return attempts.reduce((sum, attempt) => sum + term(attempt), 0) / attempts.length;
}
