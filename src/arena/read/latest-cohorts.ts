import * as z from 'zod';
import type { Database } from '../../store/database.js';
import { optionalNumber, optionalText } from './columns.js';

export interface CohortSummary {
  readonly id: string;
  readonly state: 'queued' | 'running' | 'draining' | 'done' | 'aborted';
  readonly caseId: string;
  readonly caseVersion: number;
  readonly domain: string | undefined;
  readonly host: string | undefined;
  /** ms since 1970, as all times here. */
  readonly queuedAt: number;
  readonly nextStartAt: number;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly isDegraded: boolean;
  readonly abortReason: string | undefined;
  readonly attemptCount: number;
  readonly passed: number;
  readonly failed: number;
  readonly notScored: number;
}

export const summaryRow = z.object({
  id: z.string(),
  state: z.enum(['queued', 'running', 'draining', 'done', 'aborted']),
  caseId: z.string(),
  caseVersion: z.number(),
  domain: optionalText,
  host: optionalText,
  queuedAt: z.number(),
  nextStartAt: z.number(),
  startedAt: optionalNumber,
  endedAt: optionalNumber,
  isDegraded: z.boolean(),
  abortReason: optionalText,
  attemptCount: z.number(),
  passed: z.number(),
  failed: z.number(),
  notScored: z.number(),
});

/** Columns of a summary, from `cohorts AS cohort` with `summaryJoins`. */
export const summaryColumns = `cohort.id, cohort.state, cohort.case_id AS "caseId", cohort.case_version AS "caseVersion",
  its.domain, its.host, cohort.queued_at AS "queuedAt", cohort.next_start_at AS "nextStartAt",
  cohort.started_at AS "startedAt", cohort.ended_at AS "endedAt", cohort.degraded AS "isDegraded",
  left(cohort.abort_reason, 1000) AS "abortReason", tried."attemptCount", tried.passed, tried.failed, tried."notScored"`;

export const summaryJoins = `LEFT JOIN cases AS its ON its.case_id = cohort.case_id AND its.case_version = cohort.case_version
  CROSS JOIN LATERAL (
    SELECT count(*) AS "attemptCount", count(*) FILTER (WHERE verdict = 'pass') AS passed,
      count(*) FILTER (WHERE verdict = 'fail') AS failed, count(*) FILTER (WHERE verdict = 'n_a') AS "notScored"
    FROM attempts WHERE cohort_id = cohort.id
  ) AS tried`;

/** The newest cohorts by when they were queued, newest first. */
export async function latestCohorts(database: Database, count: number): Promise<readonly CohortSummary[]> {
  const rows = await database.query(
    `SELECT ${summaryColumns} FROM (SELECT * FROM cohorts ORDER BY queued_at DESC, id DESC LIMIT $1) AS cohort ${summaryJoins}
     ORDER BY cohort.queued_at DESC, cohort.id DESC`,
    [count],
  );
  return z.array(summaryRow).parse(rows);
}
