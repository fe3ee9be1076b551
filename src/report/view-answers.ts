import { groupBy } from '../lib/group-by.js';
import { inert } from '../lib/inert.js';
import type { RunResult } from '../results/run-result.js';
import type { MinerErrorKind } from '../target/exchange.js';
import { formatMs, formatShare } from '../lib/quantity.js';
import { judgedAttempts, type AnswerKind, type JudgedAttempt, type TwinProblem } from './answer-kind.js';

export interface AnswersView {
  /** `19 of 25 right (76.0 %)`. */
  readonly right: string;
  /** `4 wrong`, `2 failed`, `1 not graded`, `1 waits for its twin chart-b#0`. */
  readonly others: readonly string[];
  readonly allRight: boolean;
}

export interface FailureView {
  /** As it stands in result.json: `wrong`, `timeout_idle`. */
  readonly kind: string;
  readonly meaning: string;
  readonly count: string;
}

export interface WorstView {
  readonly attemptId: string;
  /** `wrong`, `stream cut off`, `not graded`. */
  readonly what: string;
  /** `2 of 3`; empty where the task has one attempt. */
  readonly often: string;
  readonly took: string;
  readonly reason: string;
  readonly level: 'bad' | 'warn';
}

const meanings: Readonly<Record<MinerErrorKind, string>> = {
  http_error: 'HTTP error',
  connect_refused: 'connection refused',
  reset: 'connection reset',
  truncated: 'stream cut off',
  stream_error: 'error in the stream',
  malformed: 'malformed frame',
  empty: 'empty answer',
  too_large: 'answer too large',
  timeout_first_output: 'no output in time',
  timeout_idle: 'fell silent',
  timeout_total: 'took too long',
};

const wrongMeanings = {
  wrong: 'wrong answer',
  partial: 'partly right',
  pair: 'right, but its twin was not',
  not_graded: 'not graded (not counted)',
} as const;

const allMeanings = { ...meanings, ...wrongMeanings };

/** `stream cut off`, `wrong answer`; empty for a right one. */
export function meaningOf(kind: AnswerKind): string {
  return kind === 'right' ? '' : allMeanings[kind];
}

/** `not counted: its twin was left out`. */
export function twinMeaning(problem: TwinProblem): string {
  return twinMeanings[problem][0].replace(/^(?!not counted)/u, 'not counted: ');
}

export function answersOf(result: RunResult): AnswersView {
  const judged = judgedAttempts(result);
  const own = judged.filter(({ twin }) => twin === undefined).map(({ kind }) => kind);
  const count = (wanted: (kind: AnswerKind) => boolean) => own.filter(wanted).length;
  const right = count((kind) => kind === 'right');
  const ungraded = count((kind) => kind === 'not_graded');
  const parts: [number, string][] = [
    [count((kind) => kind === 'partial'), 'partly right'],
    [count((kind) => kind === 'wrong' || kind === 'pair'), 'wrong'],
    [count((kind) => kind in meanings), 'failed'],
    [ungraded, 'not graded'],
  ];
  const share = result.successRate === null ? '' : ` (${formatShare(result.successRate)})`;
  return {
    right: `${right} of ${own.length - ungraded} right${share}`,
    others: [
      ...parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`),
      ...twinPhrases(judged),
    ],
    allRight: right === judged.length,
  };
}

const twinMeanings: Readonly<Record<TwinProblem, readonly [one: string, several: string]>> = {
  missing: ['waits for its twin', 'wait for their twins'],
  left_out: ['not counted: its twin was left out', 'not counted: their twins were left out'],
  not_graded: ['not counted: its twin was not graded', 'not counted: their twins were not graded'],
};

function twinPhrases(judged: readonly JudgedAttempt[]): readonly string[] {
  const groups = groupBy(
    judged.flatMap(({ twin }) => twin ?? []),
    ({ problem }) => problem,
  );
  return [...groups].map(([problem, twins]) => {
    const [one, several] = twinMeanings[problem];
    if (twins.length > 1) return `${twins.length} ${several}`;
    const id = problem === 'missing' ? ` ${inert(twins[0]?.attemptId ?? '', 80)}` : '';
    return `1 ${one}${id}`;
  });
}

/** Most frequent first. What would be right but for a missing twin is no failure. */
export function failuresOf(result: RunResult): readonly FailureView[] {
  const groups = groupBy(
    judgedAttempts(result).map(({ kind }) => kind),
    (kind) => kind,
  );
  return [...groups]
    .flatMap(([kind, all]) =>
      kind === 'right' ? [] : [{ kind, meaning: allMeanings[kind], times: all.length }],
    )
    .sort((left, right) => right.times - left.times || (left.kind < right.kind ? -1 : 1))
    .map(({ kind, meaning, times }) => ({ kind, meaning, count: String(times) }));
}

const shownWorst = 20;

export interface WorstList {
  readonly worst: readonly WorstView[];
  /** Tasks with an attempt that was not right, those beyond the list too. */
  readonly badTasks: number;
}

/** One entry a task: its worst attempt. Failed before wrong before partly right before not graded; then the slowest. */
export function worstOf(result: RunResult): WorstList {
  const byTask = [...groupBy(judgedAttempts(result), ({ row }) => row.taskId).values()];
  const all = byTask.flatMap((own) => {
    const bad = own.filter(({ kind }) => kind !== 'right').sort(worstFirst);
    const worst = bad[0];
    return worst === undefined ? [] : [{ worst, bad: bad.length, all: own.length }];
  });
  const worst = all
    .sort((left, right) => worstFirst(left.worst, right.worst))
    .slice(0, shownWorst)
    .map(({ worst: { row, kind, twin }, bad, all: tries }): WorstView => ({
      attemptId: inert(row.attemptId, 80),
      what: meaningOf(kind) + (kind === 'right' ? '' : notCounted(twin)),
      often: tries === 1 ? '' : `${bad} of ${tries}`,
      took: row.lifecycleMs === null ? '' : formatMs(row.lifecycleMs),
      reason: inert(row.reason, 300),
      level: kind === 'partial' || kind === 'not_graded' ? 'warn' : 'bad',
    }));
  return { worst, badTasks: all.length };
}

function notCounted(twin: JudgedAttempt['twin']): string {
  return twin === undefined ? '' : ` (${twinMeaning(twin.problem)})`;
}

function worstFirst(left: JudgedAttempt, right: JudgedAttempt): number {
  return (
    rankOf(left.kind) - rankOf(right.kind) ||
    (right.row.lifecycleMs ?? 0) - (left.row.lifecycleMs ?? 0) ||
    (left.row.attemptId < right.row.attemptId ? -1 : 1)
  );
}

/** A failure on the wire first; a right answer that only its twin brought down tells least. */
function rankOf(kind: AnswerKind): number {
  const order: readonly AnswerKind[] = ['wrong', 'partial', 'pair', 'not_graded', 'right'];
  return order.indexOf(kind);
}
