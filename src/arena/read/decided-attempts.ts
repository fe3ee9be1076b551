import * as z from 'zod';
import type { Database } from '../../store/database.js';
import type { Gap } from './coverage.js';

const rowsSchema = z.array(
  z
    .object({
      agent: z.string(),
      host: z.string(),
      cohort: z.string(),
      case_id: z.string(),
      verdict: z.enum(['pass', 'fail', 'n_a']),
      clean: z.boolean().nullable(),
      outcome: z.string().nullable(),
      reason: z.string().nullable(),
      error: z.string().nullable(),
      speed: z.number().nullable(),
      cost: z.number().nullable(),
      tokens: z.number().nullable(),
      latency_ms: z.number().nullable(),
      cost_usd: z.number().nullable(),
      total_tokens: z.number().nullable(),
      steps: z.number().nullable(),
    })
    .transform(({ case_id, error, latency_ms, cost_usd, total_tokens, steps, ...row }) => ({
      ...row,
      caseId: case_id,
      errorCode: error,
      values: { latencyMs: latency_ms, costUsd: cost_usd, tokens: total_tokens, steps },
    })),
);
/** An attempt whose verdict is in. Its texts come from outside. */
export type DecidedAttempt = z.output<typeof rowsSchema>[number];

/** So many are read at once, about. */
const batchSize = 20_000;

/** All that ended in the gaps, of a host or of all, in batches that a process can hold however many there are. */
export async function* decidedAttempts(
  database: Database,
  gaps: readonly Gap[],
  host: string | undefined,
): AsyncGenerator<readonly DecidedAttempt[]> {
  for (let from = 0, to = 0; from < gaps.length; from = to) {
    let size = 0;
    for (; to < gaps.length && (to === from || size < batchSize); to++) size += gaps[to]?.attempts ?? 0;
    const values = [JSON.stringify(gaps.slice(from, to)), host ?? null];
    yield rowsSchema.parse(await database.query(statement, values));
  }
}

/** One index range an agent and gap: `OFFSET 0` keeps the planner from thinking of anything else. */
const statement = `SELECT agent_id AS agent, host, cohort_id AS cohort, case_id, verdict, clean, outcome,
    left(reason_code, 200) AS reason, left(error_code, 200) AS error,
    speed_utility AS speed, cost_utility AS cost, tokens_utility AS tokens, latency_ms, cost_usd, total_tokens, steps
  FROM json_to_recordset($1::json) AS gap("fromMs" bigint, "toMs" bigint)
  CROSS JOIN agents
  CROSS JOIN LATERAL (
    SELECT * FROM attempts
    WHERE agent_id = agents.id AND finished_at >= gap."fromMs" AND finished_at < gap."toMs"
      AND verdict IS NOT NULL AND ($2::text IS NULL OR host = $2)
    OFFSET 0
  ) AS attempt`;
