import * as z from 'zod';
import type { Database, SqlValue } from '../../store/database.js';
import { arenaLease } from './arena-lease.js';
import { didChange, perhaps, recordset, run, whole } from './statement.js';
import type { CohortTable, OpenCohort, QueuedCohort, RefusedCohort } from './tables.js';

const previousSchema = z.array(
  z
    .object({ started_at: z.int(), ended_at: perhaps(z.int()) })
    .transform(({ started_at: startedAt, ended_at: endedAt }) => ({ startedAt, endedAt })),
);

const recentSchema = z.array(z.object({ case_id: z.string() }));

const openSchema = z.array(
  z
    .object({
      id: z.string(),
      state: z.enum(['queued', 'running', 'draining']),
      case_id: z.string(),
      case_version: z.int(),
      next_start_at: z.int(),
      started_at: perhaps(z.int()),
      ended_at: perhaps(z.int()),
      hard_timeout_ms: z.int(),
    })
    .transform((row): OpenCohort => ({
      id: row.id,
      state: row.state,
      caseId: row.case_id,
      caseVersion: row.case_version,
      nextStartAt: row.next_start_at,
      startedAt: row.started_at,
      endedAt: row.ended_at,
      hardTimeoutMs: row.hard_timeout_ms,
    })),
);

export function cohortTableOf(database: Database): CohortTable {
  return {
    previous: async () => previousSchema.parse(await run(database, lastStarted))[0],
    recentCaseIds: async (count) =>
      recentSchema.parse(await run(database, recentCases, [count])).map((row) => row.case_id),
    open: async () => openSchema.parse(await run(database, openCohorts)),
    queue: (cohort) => didChange(database, inserting, row(cohort, { state: 'queued', reason: null })),
    start: (id, { owner, atMs, attempts }) => {
      const rows = attempts.map(({ id: attempt, agent }) => ({
        ...{ attempt, agent: agent.id, version: agent.version, model: agent.model },
      }));
      return didChange(database, starting, [id, owner, atMs, recordset(rows)]);
    },
    drain: async (id, atMs, { isDegraded }) => {
      await run(database, draining, [id, atMs, isDegraded]);
    },
    finish: async (id) => {
      await run(database, `UPDATE cohorts SET state = 'done' WHERE id = $1 AND state = 'draining'`, [id]);
    },
    abort: async (id, reason, atMs) => {
      await run(database, aborting, [id, reason, atMs]);
    },
    recordRefusal: async (cohort, reason) => {
      await run(database, inserting, row(cohort, { state: 'aborted', reason }));
    },
  };
}

function row(
  cohort: QueuedCohort | RefusedCohort,
  { state, reason }: { readonly state: 'queued' | 'aborted'; readonly reason: string | null },
): readonly SqlValue[] {
  const { id, case: its, scaffold, hostFilter, queuedAt, nextStartAt, startFloorMs } = cohort;
  return [
    ...[id, its.caseId, its.caseVersion, its.payloadSha256],
    ...[scaffold.id, scaffold.version, scaffold.promptSha256, JSON.stringify(hostFilter)],
    ...[state, queuedAt, nextStartAt, state === 'aborted' ? queuedAt : null],
    ...[whole(its.hardTimeoutMs), startFloorMs, reason],
  ];
}

/** A cohort that runs has not ended, whatever a clock that went backwards says of which was last. */
const lastStarted = `
SELECT started_at, CASE WHEN EXISTS (SELECT 1 FROM cohorts WHERE state = 'running') THEN NULL ELSE ended_at END AS ended_at
FROM cohorts WHERE started_at IS NOT NULL
ORDER BY started_at DESC NULLS LAST LIMIT 1`;

const recentCases = `
SELECT case_id FROM cohorts WHERE started_at IS NOT NULL
ORDER BY started_at DESC NULLS LAST LIMIT $1`;

const openCohorts = `
SELECT id, state, case_id, case_version, next_start_at, started_at, ended_at, hard_timeout_ms
FROM cohorts WHERE state IN ('queued', 'running', 'draining')
ORDER BY queued_at, id`;

/** The unique index on what is queued or running refuses a second one. */
const inserting = `
INSERT INTO cohorts (
  id, case_id, case_version, payload_sha256, scaffold_id, scaffold_version, prompt_sha256, host_filter,
  state, queued_at, next_start_at, ended_at, hard_timeout_ms, start_floor_ms, abort_reason
) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
ON CONFLICT DO NOTHING
RETURNING id`;

/** The lease's row is locked to the end, so nobody takes it over between the look and the start. */
const starting = `
WITH lease AS (
  SELECT name FROM worker_lease WHERE name = '${arenaLease}' AND owner = $2 AND expires_at > $3::bigint FOR SHARE
), started AS (
  UPDATE cohorts SET state = 'running', started_at = $3::bigint
  WHERE id = $1 AND state = 'queued' AND EXISTS (SELECT 1 FROM lease)
  RETURNING id, case_id, case_version
), pending AS (
  INSERT INTO attempts (
    id, cohort_id, agent_id, agent_version, agent_model, case_id, case_version, host, status, created_at
  )
  SELECT one.attempt, started.id, one.agent, one.version, one.model, started.case_id, started.case_version,
    coalesce(cases.host, ''), 'pending', $3::bigint
  FROM started
  CROSS JOIN json_to_recordset($4::json) AS one (attempt text, agent text, version text, model text)
  LEFT JOIN cases ON cases.case_id = started.case_id AND cases.case_version = started.case_version
)
SELECT id FROM started`;

const draining = `
UPDATE cohorts SET state = 'draining', ended_at = $2, degraded = degraded OR $3
WHERE id = $1 AND state = 'running'`;

const aborting = `
UPDATE cohorts SET state = 'aborted', abort_reason = $2, ended_at = $3
WHERE id = $1 AND state = 'queued'`;
