import type { GraderServices } from '../graders/define-grader.js';
import type { Criterion, Grade } from '../graders/grade.js';
import type { AttemptRecord } from '../results/attempt-record.js';
import { timelineOf } from '../results/exchange-record.js';
import { ttfaOf } from '../results/rescored-facts.js';
import type { AssetReader } from '../suite/assets.js';
import { fillTask } from '../suite/fill-task.js';
import type { FilledTask, Task } from '../suite/task.js';
import { roundMs } from '../lib/clock.js';
import { answerStartOf, gradeAttempt, outcomeOf } from './grade-attempt.js';
import type { PerformedExchange } from './perform-attempt.js';
import { causesOf, type RunChanges } from './rescore-causes.js';
import { replayAttempt } from './rescore-replay.js';

export interface RescoreContext {
  readonly services: GraderServices;
  readonly asset: AssetReader;
  readonly changes: RunChanges;
  /** Body members that the user of the run asked for. */
  readonly userKeys: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

/**
 * An attempt graded again from its record: the miner is not asked, tokens and times stay as they were counted. Where it
 * comes to something else, the record says what it was and why. An attempt that cannot be graded again is `n_a`.
 */
export async function rescoreAttempt(
  record: AttemptRecord,
  task: Task,
  context: RescoreContext,
): Promise<AttemptRecord> {
  const before = { ...record, rescored: undefined };
  const again = await gradedAgain(before, task, context);
  const after = again === 'as it was' ? withoutUse(before) : again;
  return isSame(before, after) ? after : { ...after, rescored: wasOf(before, after, context) };
}

async function gradedAgain(
  record: AttemptRecord,
  task: Task,
  context: RescoreContext,
): Promise<AttemptRecord | 'as it was'> {
  const { asset, userKeys, changes } = context;
  if (record.exchanges.length === 0) return 'as it was';
  const filled = filledAs(record, task);
  if (filled === undefined) return notAgain(record, 'the prompt has changed: its variant is gone');
  if (record.masked === true) {
    return mayKeep(filled, changes)
      ? 'as it was'
      : notAgain(record, 'a secret is starred out of it in the journal, so that it cannot be graded again');
  }
  const replay = await replayAttempt(record, filled, { asset, userKeys });
  if (replay.kind === 'changed') return notAgain(record, replay.reason);
  return regraded(record, { task: filled, exchanges: replay.exchanges, context });
}

/** Its judge was asked for the run it comes from, and not for this one. */
function withoutUse(record: AttemptRecord): AttemptRecord {
  const criteria = record.grade.criteria.map(({ judging, ...criterion }) => {
    if (judging === undefined) return criterion;
    return { ...criterion, judging: { ...judging, use: undefined } };
  });
  return { ...record, grade: { ...record.grade, criteria } };
}

function filledAs({ variant, nonce }: AttemptRecord, task: Task): FilledTask | undefined {
  return task.variants[variant] === undefined ? undefined : fillTask(task, variant, nonce);
}

/** The grade was made from all there was, and nothing that made it has changed. */
function mayKeep({ graders }: FilledTask, { suite, judge }: RunChanges): boolean {
  return suite === undefined && (judge === undefined || !graders.some(({ type }) => type === 'judge'));
}

function notAgain(record: AttemptRecord, detail: string): AttemptRecord {
  const grade: Grade = {
    verdict: 'n_a',
    quality: 0,
    reason: detail,
    fault: 'task',
    coverage: 0,
    criteria: [],
  };
  return { ...record, outcome: { status: 'n_a', detail }, grade };
}

interface Regrading {
  readonly task: FilledTask;
  readonly exchanges: readonly PerformedExchange[];
  readonly context: RescoreContext;
}

async function regraded(
  record: AttemptRecord,
  { task, exchanges, context: { services, signal, changes } }: Regrading,
): Promise<AttemptRecord> {
  const outcome = outcomeOf(record.exchanges);
  const isOldGrader = changes.suite === undefined;
  const grade = await gradeAttempt({
    task,
    outcome,
    exchanges: exchanges.map(({ exchange: { reply, timeline }, toolResults }) => ({
      reply,
      timeline,
      toolResults,
    })),
    services,
    signal,
    standIn: (found, index) => (isOldGrader ? fetchedThen(record, found, index) : undefined),
  });
  // A grader that was cut off knows nothing of the answer.
  signal.throwIfAborted();
  const toolsDeclared = task.tools.length > 0;
  return {
    ...record,
    outcome,
    exchanges: record.exchanges.map((exchange, index) => {
      const { exchange: replayed, toolResults = [] } = exchanges[index] ?? {};
      if (replayed === undefined) return exchange;
      const timed = { reply: replayed.reply, timeline: timelineOf(exchange) };
      const answerMs = answerStartOf(timed, { grade, index, toolsDeclared });
      return { ...exchange, toolResults, answerMs: answerMs === undefined ? undefined : roundMs(answerMs) };
    }),
    grade,
  };
}

/** A file that was fetched during the run is not in its journal: what the same grader found in it then still holds. */
function fetchedThen(record: AttemptRecord, found: Criterion, index: number): Criterion | undefined {
  const then = record.grade.criteria[index];
  const isMissing = found.grader === 'artifact' && found.verdict === 'n_a';
  if (!isMissing || then?.grader !== found.grader || then.verdict === 'n_a') return undefined;
  const parts = then.parts?.map(({ met, ...part }) => ({ ...part, met }));
  return { ...then, parts };
}

function isSame(before: AttemptRecord, after: AttemptRecord): boolean {
  return (
    before.outcome.status === after.outcome.status &&
    before.grade.verdict === after.grade.verdict &&
    before.grade.quality === after.grade.quality &&
    before.grade.coverage === after.grade.coverage &&
    ttfaOf(before) === ttfaOf(after)
  );
}

function wasOf(
  before: AttemptRecord,
  after: AttemptRecord,
  { changes }: RescoreContext,
): NonNullable<AttemptRecord['rescored']> {
  return {
    outcome: before.outcome.status,
    verdict: before.grade.verdict,
    quality: before.grade.quality,
    coverage: before.grade.coverage,
    ttfaMs: ttfaOf(before),
    causes: [...causesOf(before, after, changes)],
  };
}
