import { groupBy } from '../lib/group-by.js';
import { quantile } from '../stats/quantile.js';
import { sortSamples } from '../stats/sorted-samples.js';
import { roundMs } from '../lib/clock.js';
import type { RunHeader } from './run-header.js';
import type { AttemptRow } from './attempt-row-schema.js';
import type { CategoryRow, TaskRow } from './run-result.js';

/** One row a selected task, in the order of the plan. */
export function taskRows(header: RunHeader, attempts: readonly AttemptRow[]): TaskRow[] {
  const byTask = groupBy(attempts, ({ taskId }) => taskId);
  return header.tasks.map((task) => {
    const own = byTask.get(task.id) ?? [];
    const counted = countedQualities(own);
    return {
      id: task.id,
      category: task.category,
      class: task.class,
      kind: task.kind,
      template: task.template,
      pair: task.pair,
      difficulty: task.difficulty,
      attempts: own.length,
      counted: counted.length,
      passed: counted.filter(isPass).length,
      quality: mean(counted),
      ...(task.digest === undefined ? {} : { digest: task.digest }),
    };
  });
}

/** One row a declared category, in the order of the suite's card; with no task where a filter left it out. */
export function categoryRows(
  header: RunHeader,
  tasks: readonly TaskRow[],
  attempts: readonly AttemptRow[],
): CategoryRow[] {
  const categoryOf = new Map(header.tasks.map(({ id, category }) => [id, category]));
  const byCategory = groupBy(attempts, ({ taskId }) => categoryOf.get(taskId));
  return Object.entries(header.suite.categories).map(([name, { feeds }]) => {
    const ownTasks = tasks.filter(({ category }) => category === name);
    const own = byCategory.get(name) ?? [];
    const counted = countedQualities(own);
    const ok = own.filter(({ outcome }) => outcome === 'ok');
    return {
      name,
      feeds,
      tasks: ownTasks.length,
      attempts: own.length,
      counted: counted.length,
      // As Quality does: the mean over tasks of the mean over their attempts.
      quality: mean(ownTasks.flatMap(({ quality }) => quality ?? [])),
      passRate: mean(counted.map((quality) => (isPass(quality) ? 1 : 0))),
      ttftP50Ms: medianMs(ok.map(({ ttftMs }) => ttftMs)),
      lifecycleP50Ms: medianMs(ok.map(({ lifecycleMs }) => lifecycleMs)),
    };
  });
}

/** A grade passes from 0.999, for the same reason: weights of a third do not add up to 1. */
function isPass(quality: number): boolean {
  return quality >= 0.999;
}

function countedQualities(rows: readonly AttemptRow[]): readonly number[] {
  return rows.flatMap(({ countedQuality }) => countedQuality ?? []);
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function medianMs(values: readonly (number | null)[]): number | null {
  const median = quantile(sortSamples(values.filter((value) => value !== null)), 0.5);
  return median === undefined ? null : roundMs(median);
}
