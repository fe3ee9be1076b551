import { arenaTablesOf } from '../../src/arena/tables/arena-tables.js';
import type { Database } from '../../src/store/database.js';
import { anAgent } from '../arena/tables/arena-records.js';

export interface Seed {
  readonly nowMs: number;
  /** Name of the first agent, and what its last evaluation found: whatever a test wants to be shown. */
  readonly text?: string | undefined;
  readonly cohorts?: number | undefined;
}

/** Fills an empty store: two agents that ran in every cohort, one that is switched off, one that never ran; two hosts. */
export async function seedArena(
  database: Database,
  { nowMs, text = 'Agent X', cohorts = 60 }: Seed,
): Promise<void> {
  const { agents, events } = arenaTablesOf(database);
  await agents.register(
    [
      anAgent('agent-x', { name: text, notes: text }),
      anAgent('agent-y', { name: 'Agent Y' }),
      anAgent('agent-off', { name: 'Switched off' }),
      anAgent('agent-idle', { name: 'Idle' }),
    ],
    nowMs - 20 * 86_400_000,
  );
  await agents.setEnabled('agent-off', false, nowMs - 86_400_000);
  await database.query(
    `INSERT INTO cases (case_id, case_version, domain, host, payload_json, payload_sha256, corpus_version, first_fetched_at)
     SELECT 'case_' || n, 1, 'shop', CASE n % 2 WHEN 0 THEN 'shop.example' ELSE 'forms.example' END, $1, repeat('a', 64), '2026-04-10', $2::bigint
     FROM generate_series(0, 3) n`,
    [payload(text), nowMs - 20 * 86_400_000],
  );
  await database.query(
    `INSERT INTO cohorts (id, case_id, case_version, payload_sha256, scaffold_id, scaffold_version, prompt_sha256, host_filter,
       state, queued_at, next_start_at, started_at, ended_at, hard_timeout_ms, start_floor_ms, degraded)
     SELECT 'coh_' || n, 'case_' || n % 4, 1, repeat('a', 64), 'arena-scaffold', 1, repeat('f', 64), '["shop.example","forms.example"]',
       'done', at - 60000, at, at, at + 60000, 300000, 180000, n % 10 = 3
     FROM (SELECT n, $1::bigint - n * 200000 AS at FROM generate_series(1, $2::int) n) each`,
    [nowMs, cohorts],
  );
  await database.query(attemptsSql);
  await database.query(evalsSql);
  await database.query(
    `INSERT INTO eval_checkpoints (eval_id, idx, checkpoint_id, label, kind, required, status, weight, expected_json, actual_json, message)
     SELECT 'ev_' || a.id, n, 'cp' || n, $1, 'json_equals', true, CASE WHEN n = 0 OR a.verdict = 'pass' THEN 'pass' ELSE 'fail' END, 1, $2, $2, $1
     FROM attempts a, generate_series(0, 1) n`,
    [text, JSON.stringify(text)],
  );
  await database.query(
    `INSERT INTO worker_lease (name, owner, acquired_at, heartbeat_at, expires_at) VALUES ('arena', 'worker-1', $1::bigint - 9000000, $1::bigint - 4000, $1::bigint + 56000)`,
    [nowMs],
  );
  const cohortId = 'coh_1';
  for (const [kind, at] of [
    ['case_fetched', -260_000],
    ['cohort_queued', -260_000 + 900],
    ['cohort_started', -200_000],
    ['cohort_drained', -140_000],
  ] as const)
    await events.add({
      at: nowMs + at,
      level: 'info',
      source: 'worker-1',
      kind,
      cohortId,
      data: { what: text },
    });
}

function payload(task: string): string {
  return JSON.stringify({
    task,
    input_data: { custname: 'Ada', size: 'medium' },
    output_schema: { type: 'object', required: ['custname'] },
    entrypoint: { url: 'https://shop.example/start', method: 'GET' },
    timeout_policy: { hard_timeout_ms: 300_000, idle_timeout_ms: null },
  });
}

const attemptsSql = `
INSERT INTO attempts (id, cohort_id, agent_id, agent_version, case_id, case_version, host, status, outcome, created_at, started_at, finished_at,
  latency_ms, steps, input_tokens, output_tokens, total_tokens, tokens_source, cost_usd, cost_source, price_table, final_url, output_json,
  output_valid, clean, timeout_hit, start_skew_ms, raw_payload_sha256, raw_payload_truncated, verdict, reason_code, speed_utility, cost_utility, tokens_utility)
SELECT 'att_' || agent || '_' || c.id, c.id, agent, '1', c.case_id, 1, CASE n % 2 WHEN 0 THEN 'shop.example' ELSE 'forms.example' END, 'evaluated',
  'completed', c.started_at, c.started_at, c.started_at + 8000 + n * 100, 8000 + n * 100, 5 + n % 4, 7000, 700, 7700 + n, 'reported', 0.004 + n * 0.0001,
  'inferred', 'ref-2025-01', 'https://shop.example/end', '{"custname":"Ada"}', true, true, false, 12.5, repeat('c', 64), false,
  CASE WHEN n % place = 1 THEN 'fail' WHEN n % 29 = 7 THEN 'n_a' ELSE 'pass' END,
  CASE WHEN n % 29 = 7 THEN 'site_unavailable' END, 0.9, 0.95, 0.9
FROM (SELECT *, substr(id, 5)::int AS n FROM cohorts) c, (VALUES ('agent-x', 9), ('agent-y', 3), ('agent-off', 4)) field (agent, place)
WHERE agent <> 'agent-off' OR n <= 3`;

const evalsSql = `
INSERT INTO evals (eval_id, attempt_id, state, verdict, score, evaluator, evaluator_version, submitted_at, completed_at, polls)
SELECT 'ev_' || id, id, 'completed', verdict, CASE verdict WHEN 'pass' THEN 1 ELSE 0.5 END, 'tinyeval', '0.9.2', finished_at, finished_at + 1500, 2
FROM attempts`;
