import * as z from 'zod';
import type { Database } from '../../store/database.js';
import { windowStretch } from './window-stretch.js';
import type { BoardQuestion } from './question.js';

const rowsSchema = z.array(
  z.object({
    agent: z.string(),
    scored: z.number(),
    passed: z.number(),
    unclean: z.number(),
    notScored: z.number(),
    speed: z.number(),
    cost: z.number(),
    tokens: z.number(),
    p50: z.number().nullable(),
    p95: z.number().nullable(),
    medianCostUsd: z.number().nullable(),
    medianTokens: z.number().nullable(),
  }),
);
export type Recount = z.output<typeof rowsSchema>[number];

/**
 * The same numbers as a board's, counted from every attempt with nothing that is kept: what boards are checked against. By id;
 * an agent without an attempt in the window is not in it. Seconds for a million attempts.
 */
export async function recount(database: Database, question: BoardQuestion): Promise<readonly Recount[]> {
  const { fromMs, toMs } = windowStretch(question);
  return rowsSchema.parse(await database.query(statement, [fromMs, toMs, question.host ?? null]));
}

const scored = "FILTER (WHERE verdict IN ('pass', 'fail'))";
const passed = "FILTER (WHERE verdict = 'pass')";

const statement = `SELECT agent_id AS agent, count(*) ${scored} AS scored, count(*) ${passed} AS passed,
    count(*) FILTER (WHERE verdict IN ('pass', 'fail') AND clean IS NOT TRUE) AS unclean,
    count(*) FILTER (WHERE verdict = 'n_a') AS "notScored",
    coalesce(sum(speed_utility) ${passed}, 0) AS speed, coalesce(sum(cost_utility) ${passed}, 0) AS cost,
    coalesce(sum(tokens_utility) ${passed}, 0) AS tokens,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY latency_ms) ${scored} AS p50,
    percentile_disc(0.95) WITHIN GROUP (ORDER BY latency_ms) ${scored} AS p95,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY cost_usd) ${scored} AS "medianCostUsd",
    percentile_disc(0.5) WITHIN GROUP (ORDER BY total_tokens) ${scored} AS "medianTokens"
  FROM attempts
  WHERE verdict IS NOT NULL AND finished_at >= $1 AND finished_at < $2 AND ($3::text IS NULL OR host = $3)
  GROUP BY agent_id ORDER BY agent_id COLLATE "C"`;
