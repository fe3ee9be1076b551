import { groupBy } from '../lib/group-by.js';
import { inert } from '../lib/inert.js';
import type { AttemptRow, RunResult } from '../results/run-result.js';
import type { MinerErrorKind } from '../target/exchange.js';
import { formatMs, formatShare } from '../lib/quantity.js';

export interface AnswersView {
  /** `19 of 25 right (76.0 %)`. */
  readonly right: string;
  /** `4 wrong`, `2 failed`, `1 not graded`. */
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

type Kind = MinerErrorKind | keyof typeof wrongMeanings | 'right';

export function answersOf({ attempts, successRate }: RunResult): AnswersView {
  const kinds = attempts.map(kindOf);
  const count = (wanted: (kind: Kind) => boolean) => kinds.filter(wanted).length;
  const right = count((kind) => kind === 'right');
  const ungraded = count((kind) => kind === 'not_graded');
  const parts: [number, string][] = [
    [count((kind) => kind === 'partial'), 'partly right'],
    [count((kind) => kind === 'wrong' || kind === 'pair'), 'wrong'],
    [count((kind) => kind in meanings), 'failed'],
    [ungraded, 'not graded'],
  ];
  const share = successRate === null ? '' : ` (${formatShare(successRate)})`;
  return {
    right: `${right} of ${attempts.length - ungraded} right${share}`,
    others: parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`),
    allRight: right === attempts.length,
  };
}

/** Most frequent first. */
export function failuresOf({ attempts }: RunResult): readonly FailureView[] {
  const groups = groupBy(attempts.map(kindOf), (kind) => kind);
  return [...groups]
    .flatMap(([kind, all]) =>
      kind === 'right' ? [] : [{ kind, meaning: meaningOf(kind), times: all.length }],
    )
    .sort((left, right) => right.times - left.times || (left.kind < right.kind ? -1 : 1))
    .map(({ kind, meaning, times }) => ({ kind, meaning, count: String(times) }));
}

const shownWorst = 20;

/** One entry a task: its worst attempt. Failed before wrong before partly right before not graded; then the slowest. */
export function worstOf({ attempts }: RunResult): readonly WorstView[] {
  const byTask = [...groupBy(attempts, ({ taskId }) => taskId).values()];
  return byTask
    .flatMap((own) => {
      const bad = own.filter((row) => kindOf(row) !== 'right').sort(worstFirst);
      const worst = bad[0];
      return worst === undefined ? [] : [{ worst, bad: bad.length, all: own.length }];
    })
    .sort((left, right) => worstFirst(left.worst, right.worst))
    .slice(0, shownWorst)
    .map(({ worst, bad, all }) => {
      const kind = kindOf(worst);
      return {
        attemptId: inert(worst.attemptId, 80),
        what: kind === 'right' ? '' : meaningOf(kind),
        often: all === 1 ? '' : `${bad} of ${all}`,
        took: worst.lifecycleMs === null ? '' : formatMs(worst.lifecycleMs),
        reason: inert(worst.reason, 300),
        level: kind === 'partial' || kind === 'not_graded' ? 'warn' : 'bad',
      };
    });
}

function worstFirst(left: AttemptRow, right: AttemptRow): number {
  return (
    rankOf(kindOf(left)) - rankOf(kindOf(right)) ||
    (right.lifecycleMs ?? 0) - (left.lifecycleMs ?? 0) ||
    (left.attemptId < right.attemptId ? -1 : 1)
  );
}

/** A failure on the wire first; a right answer that only its twin brought down tells least. */
function rankOf(kind: Kind): number {
  const order: readonly Kind[] = ['wrong', 'partial', 'pair', 'not_graded', 'right'];
  return order.indexOf(kind);
}

function kindOf({ countedQuality, error, quality }: AttemptRow): Kind {
  if (countedQuality === null) return 'not_graded';
  if (error !== null) return error;
  if (countedQuality >= 0.999) return 'right';
  if (quality >= 0.999) return 'pair';
  return countedQuality > 0 ? 'partial' : 'wrong';
}

function meaningOf(kind: Exclude<Kind, 'right'>): string {
  return allMeanings[kind];
}
