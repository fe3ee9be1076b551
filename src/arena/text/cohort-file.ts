import * as z from 'zod';
import type { DeepReadonly } from '../../lib/deep-readonly.js';
import type { CohortEvent, CohortReading, CohortSummary } from '../read/read-cohort.js';
import { attemptSchema, fileAttempt } from './attempt-file.js';
import { isoOf } from '../../lib/iso-time.js';

/** Cohorts as files. Times ms, null = not measured. */

const text = z.string().nullable();

export const cohortSummarySchema = z.object({
  cohortId: z.string(),
  state: z.enum(['queued', 'running', 'draining', 'done', 'aborted']),
  caseId: z.string(),
  caseVersion: z.int(),
  domain: text,
  host: text,
  queuedAt: text,
  nextStartAt: text,
  startedAt: text,
  endedAt: text,
  isDegraded: z.boolean(),
  abortReason: text,
  attemptCount: z.int(),
  passed: z.int(),
  failed: z.int(),
  notScored: z.int(),
});
export type ArenaCohortSummary = DeepReadonly<z.output<typeof cohortSummarySchema>>;

export const arenaCohortsSchema = z.object({
  schema: z.literal('janus-bench/arena-cohorts'),
  schemaVersion: z.literal(1),
  /** Newest first. */
  cohorts: z.array(cohortSummarySchema),
});

export const arenaEventSchema = z.object({
  at: text,
  level: z.enum(['info', 'warning', 'alert']),
  source: z.string(),
  kind: z.string(),
  attemptId: text,
  data: z.record(z.string(), z.json()),
});

export const arenaCohortSchema = z.object({
  schema: z.literal('janus-bench/arena-cohort'),
  schemaVersion: z.literal(1),
  cohort: cohortSummarySchema.extend({
    payloadSha256: z.string(),
    scaffold: z.object({ id: z.string(), version: z.int(), promptSha256: z.string() }),
    hostFilter: z.string(),
    hardTimeoutMs: z.number(),
    startFloorMs: z.number(),
  }),
  /** Null: the payload was refused and not kept. */
  case: z
    .object({
      task: z.string(),
      inputDataJson: z.string(),
      outputSchemaJson: z.string(),
      entrypointUrl: z.string(),
      domain: z.string(),
      host: z.string(),
      payloadSha256: z.string(),
      corpusVersion: z.string(),
      firstFetchedAt: text,
      retiredAt: text,
    })
    .nullable(),
  /** In the order in which they started. */
  attempts: z.array(attemptSchema),
  /** Oldest first; `offsetMs` after the cohort's start, negative before it. */
  sequence: z.array(arenaEventSchema.extend({ offsetMs: z.number().nullable() })),
});

export function toCohortsFile(cohorts: readonly CohortSummary[]) {
  return {
    schema: 'janus-bench/arena-cohorts' as const,
    schemaVersion: 1 as const,
    cohorts: cohorts.map(fileSummary),
  };
}

export function toCohortFile({ cohort, case: one, attempts, sequence }: CohortReading) {
  return {
    schema: 'janus-bench/arena-cohort' as const,
    schemaVersion: 1 as const,
    cohort: {
      ...fileSummary(cohort),
      payloadSha256: cohort.payloadSha256,
      scaffold: cohort.scaffold,
      hostFilter: cohort.hostFilter,
      hardTimeoutMs: cohort.hardTimeoutMs,
      startFloorMs: cohort.startFloorMs,
    },
    case:
      one === undefined
        ? null
        : { ...one, firstFetchedAt: isoOf(one.firstFetchedAt), retiredAt: isoOf(one.retiredAt) },
    attempts: attempts.map(fileAttempt),
    sequence: sequence.map((event) => ({ ...fileEvent(event), offsetMs: event.offsetMs ?? null })),
  };
}

export function fileSummary(cohort: CohortSummary): ArenaCohortSummary {
  return {
    cohortId: cohort.id,
    state: cohort.state,
    caseId: cohort.caseId,
    caseVersion: cohort.caseVersion,
    domain: cohort.domain ?? null,
    host: cohort.host ?? null,
    queuedAt: isoOf(cohort.queuedAt),
    nextStartAt: isoOf(cohort.nextStartAt),
    startedAt: isoOf(cohort.startedAt),
    endedAt: isoOf(cohort.endedAt),
    isDegraded: cohort.isDegraded,
    abortReason: cohort.abortReason ?? null,
    attemptCount: cohort.attemptCount,
    passed: cohort.passed,
    failed: cohort.failed,
    notScored: cohort.notScored,
  };
}

export function fileEvent({ at, level, source, kind, attemptId, data }: Omit<CohortEvent, 'offsetMs'>) {
  return { at: isoOf(at), level, source, kind, attemptId: attemptId ?? null, data };
}
