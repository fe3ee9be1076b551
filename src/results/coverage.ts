import { groupBy } from '../lib/group-by.js';
import type { AttemptRecord } from './attempt-record.js';
import type { RunHeader } from './run-header.js';
import type { RunResult } from './run-result.js';

/**
 * How much of the selected grading weight could be applied: each task weighs the same, and so does each of its planned
 * attempts. A failed attempt is covered (it is graded: 0); one that was never made, or that we broke, is not. Of the
 * rest the grade says which share of its graders' weight could be applied.
 */
export function coverageOf(
  header: RunHeader,
  records: readonly AttemptRecord[],
  isCounted: (attemptId: string) => boolean,
): RunResult['coverage'] {
  const byTask = groupBy(records, ({ taskId }) => taskId);
  let covered = 0;
  let errors = 0;
  for (const { id } of header.tasks) {
    for (const record of byTask.get(id) ?? []) {
      covered += coverageOfAttempt(record);
      errors += isOurError(record) ? 1 : 0;
    }
  }
  const planned = header.order.length;
  const excludedTasks = header.tasks
    .filter(({ id }) => !(byTask.get(id) ?? []).some(({ attemptId }) => isCounted(attemptId)))
    .map(({ id }) => id);
  return { share: shareOf(covered, planned), errorShare: shareOf(errors, planned), excludedTasks };
}

function coverageOfAttempt({ outcome, grade }: AttemptRecord): number {
  if (outcome.status === 'miner_error') return 1;
  if (outcome.status !== 'ok' || grade.verdict === 'error' || grade.verdict === 'n_a') return 0;
  return grade.coverage;
}

/** A fault of ours (judge, sandbox, harness, task, operator), which a gate counts; `n_a` by configuration is none. */
function isOurError({ outcome, grade }: AttemptRecord): boolean {
  return outcome.status === 'harness_error' || (outcome.status === 'ok' && grade.verdict === 'error');
}

function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
