import { groupBy } from '../lib/group-by.js';
import type { AttemptRow } from '../results/attempt-row-schema.js';
import type { RunResult } from '../results/run-result.js';
import type { MinerErrorKind } from '../target/exchange.js';

export type AnswerKind = MinerErrorKind | 'right' | 'wrong' | 'partial' | 'pair' | 'not_graded';

/** Why an attempt that was graded is not counted: the other half of its pair. */
export type TwinProblem = 'missing' | 'left_out' | 'not_graded';

export interface JudgedAttempt {
  readonly row: AttemptRow;
  readonly kind: AnswerKind;
  /** Undefined: counted, or not graded itself. */
  readonly twin:
    | {
        readonly problem: TwinProblem;
        /** Undefined where no task of the run is the twin. */ readonly attemptId: string | undefined;
      }
    | undefined;
}

/** What became of each attempt. One that is not counted for its twin's sake is told by how it did itself. */
export function judgedAttempts({
  tasks,
  attempts,
}: Pick<RunResult, 'tasks' | 'attempts'>): readonly JudgedAttempt[] {
  const pairOf = new Map(tasks.map(({ id, pair }) => [id, pair]));
  const byPair = groupBy(tasks, ({ pair }) => pair);
  const byId = new Map(attempts.map((row) => [row.attemptId, row]));

  const twinOf = ({ taskId, repeat }: AttemptRow): JudgedAttempt['twin'] => {
    const pair = pairOf.get(taskId) ?? null;
    if (pair === null) return undefined;
    const twin = (byPair.get(pair) ?? []).find(({ id }) => id !== taskId);
    if (twin === undefined) return { problem: 'left_out', attemptId: undefined };
    const attemptId = `${twin.id}#${repeat}`;
    const row = byId.get(attemptId);
    if (row === undefined) return { problem: 'missing', attemptId };
    return isGraded(row) ? undefined : { problem: 'not_graded', attemptId };
  };
  return attempts.map((row) => {
    if (row.countedQuality !== null)
      return { row, kind: countedKind(row, row.countedQuality), twin: undefined };
    const twin = isGraded(row) ? twinOf(row) : undefined;
    return { row, kind: twin === undefined ? 'not_graded' : countedKind(row, row.quality), twin };
  });
}

function isGraded({ outcome, verdict }: AttemptRow): boolean {
  return outcome === 'miner_error' || (outcome === 'ok' && verdict !== 'n_a' && verdict !== 'error');
}

function countedKind({ error, quality }: AttemptRow, counted: number): AnswerKind {
  if (error !== null) return error;
  if (counted >= 0.999) return 'right';
  if (quality >= 0.999) return 'pair';
  return counted > 0 ? 'partial' : 'wrong';
}
