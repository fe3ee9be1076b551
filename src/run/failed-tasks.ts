import { groupBy } from '../lib/group-by.js';
import type { AttemptRow } from '../results/attempt-row-schema.js';
import type { RunResult } from '../results/run-result.js';

/**
 * Ids of the tasks that did not fully pass: with an attempt that failed, was right in part, ended in a fault of ours, was
 * pulled down by its twin, or was never made. What could not be judged at all (n/a) says nothing and is left out.
 */
export function failedTasks({ run, tasks, attempts }: RunResult): ReadonlySet<string> {
  const byTask = groupBy(attempts, ({ taskId }) => taskId);
  const failed = tasks.filter(({ id }) => {
    const own = byTask.get(id) ?? [];
    const isShort = own.length === 0 || (!run.complete && own.length < run.repeat);
    return isShort || own.some(isMiss);
  });
  return new Set(failed.map(({ id }) => id));
}

function isMiss({ verdict, outcome, countedQuality }: AttemptRow): boolean {
  if (countedQuality !== null) return countedQuality < 0.999;
  return outcome === 'harness_error' || (outcome === 'ok' && verdict === 'error');
}
