import { roundMs } from '../lib/clock.js';
import { metrics } from '../metrics/catalogue.js';
import { dimensions } from '../scoring/scores.js';
import type { AttemptRecord } from './attempt-record.js';
import { measuredOf } from './measured-of.js';
import type { RescoredFacts } from './rescored-schema.js';
import type { RunHeader } from './run-header.js';
import type { RunResult } from './run-result.js';

export interface RescoredRun {
  readonly header: RunHeader;
  readonly records: readonly AttemptRecord[];
  readonly scored: Pick<RunResult, 'scores' | 'tasks'>;
}

type Changes = RescoredFacts['changes'];

/** What rescoring changed, from the records alone; nothing for a run that made its own attempts. */
export function rescoredFacts({ header, ...run }: RescoredRun): { readonly rescored?: RescoredFacts } {
  const { rescoredFrom: from } = header;
  return from === undefined ? {} : { rescored: factsOf(from, run) };
}

function factsOf(
  from: NonNullable<RunHeader['rescoredFrom']>,
  { records, scored }: Omit<RescoredRun, 'header'>,
): RescoredFacts {
  const { runId, version, journalSha256, rescoredAt, causes, goneTasks, newTasks } = from;
  return {
    runId,
    version,
    journalSha256,
    rescoredAt,
    causes,
    goneTasks,
    newTasks,
    changes: {
      scores: changedScores(from.scores, scored.scores),
      tasks: changedTasks(from.tasks, scored.tasks, records),
      attempts: records.flatMap(changedAttempt),
    },
  };
}

/** First answer of an attempt, ms with three decimals; null: there is none. */
export function ttfaOf(record: AttemptRecord): number | null {
  const ttfaMs = metrics.ttfaMs.of(measuredOf(record));
  return ttfaMs === undefined ? null : roundMs(ttfaMs);
}

function changedScores(before: RunResult['scores'] | null, after: RunResult['scores']): Changes['scores'] {
  if (before === null) return {};
  const names = ['composite', ...dimensions] as const;
  const pairs = names.map((name) => {
    return [name, { before: before[name]?.value ?? null, after: after[name]?.value ?? null }] as const;
  });
  return Object.fromEntries(pairs.filter(([, pair]) => pair.before !== pair.after));
}

function changedTasks(
  before: readonly { readonly id: string; readonly quality: number | null }[],
  after: RunResult['tasks'],
  records: readonly AttemptRecord[],
): Changes['tasks'] {
  const qualityBefore = new Map(before.map(({ id, quality }) => [id, quality]));
  const pairOf = new Map(after.map(({ id, pair }) => [id, pair ?? id]));
  return after.flatMap(({ id, quality }) => {
    const was = qualityBefore.get(id);
    if (was === undefined || was === quality) return [];
    // The twin's attempts too: the smaller quality of a pair counts for both.
    const own = records.filter(({ taskId }) => pairOf.get(taskId) === pairOf.get(id));
    const causes = [...new Set(own.flatMap(({ rescored }) => rescored?.causes ?? []))];
    return [{ id, before: was, after: quality, flipped: isRight(was) !== isRight(quality), causes }];
  });
}

/** As a grade passes: weights of a third do not add up to 1. */
function isRight(quality: number | null): boolean {
  return quality !== null && quality >= 0.999;
}

function changedAttempt(record: AttemptRecord): Changes['attempts'] {
  const { attemptId, outcome, grade, rescored: was } = record;
  if (was === undefined) return [];
  return [
    {
      attemptId,
      outcome: { before: was.outcome, after: outcome.status },
      verdict: { before: was.verdict, after: grade.verdict },
      quality: { before: was.quality, after: grade.quality },
      coverage: { before: was.coverage, after: grade.coverage },
      ttfaMs: { before: was.ttfaMs, after: ttfaOf(record) },
      causes: [...was.causes],
    },
  ];
}
