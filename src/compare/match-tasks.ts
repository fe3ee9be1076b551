import { groupBy } from '../lib/group-by.js';
import type { AttemptRow } from '../results/attempt-row-schema.js';
import type { RunResult, TaskRow } from '../results/run-result.js';

/** A task that both sides have counted attempts of. */
export interface MatchedTask {
  readonly task: TaskRow;
  /** Counted attempts, of every run of the side, in the order of repeat. */
  readonly base: readonly CountedRow[];
  readonly candidate: readonly CountedRow[];
}

/** An attempt that scoring counted. */
export type CountedRow = AttemptRow & { readonly countedQuality: number };

export interface MatchedTasks {
  readonly compared: readonly MatchedTask[];
  /** Selected in one side alone. */
  readonly onlyBase: readonly string[];
  readonly onlyCandidate: readonly string[];
  /** Selected in both, counted in one or in none: there is nothing to compare. */
  readonly notCounted: readonly string[];
}

/** Tasks by their id, in the order of the base; what one side lacks is listed, not compared. */
export function matchTasks(base: readonly RunResult[], candidate: readonly RunResult[]): MatchedTasks {
  const [then, now] = [countedByTask(base), countedByTask(candidate)];
  const [ours, theirs] = [selected(base), selected(candidate)];
  const shared = [...ours.values()].filter(({ id }) => theirs.has(id));
  const compared = shared.flatMap((task): MatchedTask[] => {
    const [left, right] = [then.get(task.id), now.get(task.id)];
    return left === undefined || right === undefined ? [] : [{ task, base: left, candidate: right }];
  });
  const comparedIds = new Set(compared.map(({ task }) => task.id));
  return {
    compared,
    onlyBase: [...ours.keys()].filter((id) => !theirs.has(id)),
    onlyCandidate: [...theirs.keys()].filter((id) => !ours.has(id)),
    notCounted: shared.map(({ id }) => id).filter((id) => !comparedIds.has(id)),
  };
}

function selected(side: readonly RunResult[]): ReadonlyMap<string, TaskRow> {
  const tasks = new Map<string, TaskRow>();
  for (const result of side) for (const task of result.tasks) tasks.set(task.id, task);
  return tasks;
}

function countedByTask(side: readonly RunResult[]): ReadonlyMap<string, readonly CountedRow[]> {
  return groupBy(countedRows(side), ({ taskId }) => taskId);
}

/** One by one: there may be hundreds of thousands. */
function* countedRows(side: readonly RunResult[]): Generator<CountedRow, void, undefined> {
  for (const { attempts } of side) for (const row of attempts) if (isCounted(row)) yield row;
}

function isCounted(row: AttemptRow): row is CountedRow {
  return row.countedQuality !== null;
}
