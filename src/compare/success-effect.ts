import { groupBy } from '../lib/group-by.js';
import type { ScoreEffect } from '../scoring/score-effects.js';
import type { CountedRow, MatchedTask } from './match-tasks.js';
import { passedShare } from './passed-share.js';
import { equalWeights } from './task-weights.js';

/** The share of attempts that are right, 0-1: mean over categories of the mean over tasks. */
export function successEffect(tasks: readonly MatchedTask[]): ScoreEffect {
  const weights = equalWeights(tasks.map(({ task }) => task));
  return {
    base: meanShare(tasks, ({ base }) => base),
    candidate: meanShare(tasks, ({ candidate }) => candidate),
    effects: Float64Array.from(
      tasks,
      ({ base, candidate }, index) => (weights[index] ?? 0) * (passedShare(candidate) - passedShare(base)),
    ),
    weights,
  };
}

/** Not by weights, whose sum is 1 to the last digit but one: all right is to be a full 1. */
function meanShare(
  tasks: readonly MatchedTask[],
  side: (task: MatchedTask) => readonly CountedRow[],
): number {
  const categories = [...groupBy(tasks, ({ task }) => task.category).values()];
  const means = categories.map((own) => mean(own.map((task) => passedShare(side(task)))));
  return mean(means);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
