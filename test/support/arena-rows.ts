import { tallyOf } from '../../src/arena/rank/agent-tally.js';
import type { AttemptOutcome } from '../../src/arena/rank/attempt-outcome.js';
import type { Database } from '../../src/store/database.js';

/** A decided attempt as a test writes it to the store. */
export interface DecidedRow extends AttemptOutcome {
  readonly agent: string;
  /** Attempts of one cohort share it; its case is its last character. */
  readonly cohort: string;
  readonly finishedAt: number;
  readonly host?: string;
}

export async function insertAgents(
  database: Database,
  agents: readonly { readonly id: string; readonly enabled?: boolean; readonly registeredAt?: number }[],
): Promise<void> {
  await database.query(
    `INSERT INTO agents (id, name, model, enabled, configured, registered_at)
     SELECT id, id, 'm', coalesce(enabled, true), true, coalesce("registeredAt", 1)
     FROM json_to_recordset($1::json) AS agent(id text, enabled boolean, "registeredAt" bigint)`,
    [JSON.stringify(agents)],
  );
}

/** In one statement, their cohorts with them. */
export async function insertDecided(database: Database, rows: readonly DecidedRow[]): Promise<void> {
  const written = rows.map(({ latencyMs, costUsd, tokens, ...row }) => {
    const { speed, cost, tokens: economy } = tallyOf({ ...row, latencyMs, costUsd, tokens });
    return { host: 'example.org', ...row, latencyMs, costUsd, tokens, speed, cost, economy };
  });
  await database.query(
    `WITH row AS (
       SELECT * FROM json_to_recordset($1::json) AS row(agent text, cohort text, host text, verdict text, clean boolean,
         "finishedAt" bigint, "latencyMs" double precision, "costUsd" double precision, tokens bigint,
         speed double precision, cost double precision, economy double precision)
     ), started AS (
       INSERT INTO cohorts (id, case_id, case_version, payload_sha256, scaffold_id, scaffold_version, prompt_sha256,
         host_filter, state, queued_at, next_start_at, started_at, hard_timeout_ms, start_floor_ms)
       SELECT DISTINCT cohort, right(cohort, 1), 1, 'p', 's', 1, 's', '[]', 'done', 1, 1, 1, 300000, 180000 FROM row
       ON CONFLICT DO NOTHING
     )
     INSERT INTO attempts (id, cohort_id, agent_id, agent_version, case_id, case_version, host, status, outcome, created_at,
       finished_at, latency_ms, cost_usd, total_tokens, clean, verdict, speed_utility, cost_utility, tokens_utility)
     SELECT agent || '-' || cohort, cohort, agent, '1', right(cohort, 1), 1, host, 'evaluated', 'completed', "finishedAt",
       "finishedAt", "latencyMs", "costUsd", tokens, clean, verdict, speed, cost, economy FROM row`,
    [JSON.stringify(written)],
  );
}
