import type { Database } from '../../src/store/database.js';

const floorMs = 180_000;
export const millionAgents = ['ant', 'bee', 'cat', 'dog'] as const;
const cohortCount = 250_000;
const cohortsAtOnce = 12_500;

/** When the last of the million has ended. */
export const millionNowMs = Date.UTC(2026, 5, 15, 9, 30);

/**
 * 1 000 000 decided attempts: four agents every 180 s over 520 days up to `millionNowMs`, 150 cases on three hosts, one in
 * 25 n_a; latencies of log-normal shape, some costs unknown. The same ones on every store.
 * Written without foreign keys and triggers, which take three times as long, so the slots are counted here.
 */
export async function insertMillion(database: Database): Promise<void> {
  await database.query(
    `INSERT INTO agents (id, name, model, enabled, configured, registered_at)
     SELECT id, id, 'm', id <> 'dog', true, 1 FROM json_array_elements_text($1::json) AS id`,
    [JSON.stringify(millionAgents)],
  );
  await database.query(`INSERT INTO cohorts (id, case_id, case_version, payload_sha256, scaffold_id, scaffold_version,
      prompt_sha256, host_filter, state, queued_at, next_start_at, started_at, hard_timeout_ms, start_floor_ms)
    SELECT 'cohort-' || at, 'case-' || at * 7919 % 150, 1, 'p', 's', 1, 's', '[]', 'done', began, began, began, 300000, ${floorMs}
    FROM (SELECT at, ${millionNowMs} - (${cohortCount} - at)::bigint * ${floorMs} AS began
      FROM generate_series(0, ${cohortCount - 1}) AS at) AS cohort`);
  for (let from = 0; from < cohortCount; from += cohortsAtOnce)
    await database.script(
      `SET LOCAL session_replication_role = replica; ${attemptsOf(from, from + cohortsAtOnce - 1)}`,
    );
  await database.query(`INSERT INTO arena_slots (width, start, decided)
    SELECT width, finished_at - finished_at % width, count(*)
    FROM attempts, (VALUES (3600000), (86400000), (1382400000)) AS slot(width) GROUP BY 1, 2`);
  await database.query('ANALYZE');
}

const share = (word: string) =>
  `((hashtextextended('${word} ' || key, 0) & 1048575) + 0.5::float8) / 1048576`;
const utility = (value: string, target: number, floor: number) =>
  `CASE WHEN verdict = 'pass' THEN least(1, greatest(0, ln(${floor}::float8 / (${value})) / ln(${floor}::float8 / ${target}))) END`;

const attemptsOf = (
  from: number,
  to: number,
) => `INSERT INTO attempts (id, cohort_id, agent_id, agent_version, case_id, case_version, host, status,
    outcome, created_at, started_at, finished_at, latency_ms, steps, total_tokens, cost_usd, clean, verdict, reason_code,
    error_code, output_json, speed_utility, cost_utility, tokens_utility)
  SELECT 'attempt-' || key, 'cohort-' || at, agent, '1', 'case-' || at * 7919 % 150, 1, 'host-' || at % 3 || '.example', 'evaluated',
    CASE WHEN is_clean THEN 'completed' ELSE 'timeout' END, began, began, began + latency::bigint, latency, steps, tokens, cost,
    is_clean, verdict, CASE WHEN verdict = 'n_a' THEN 'evaluator_down' END, CASE WHEN is_clean THEN NULL ELSE 'timeout' END,
    '{"answer":"' || key || '"}', ${utility('latency', 10_000, 300_000)}, ${utility('cost', 0.005, 0.5)},
    ${utility('tokens', 5_000, 200_000)}
  FROM (
    SELECT *, ${millionNowMs} - (${cohortCount} - at)::bigint * ${floorMs} AS began,
      least(300000, round((15000 + 1500 * rank) * exp((a + b + c + d - 2) * 1.36) * 1000) / 1000) AS latency,
      1 + (30 * a * b)::int AS steps, 3000 + (60000 * c * d)::int AS tokens,
      CASE WHEN d < 0.9 THEN round(200 + 9000 * c * c) / 100000 END AS cost, c > 0.06 AS is_clean,
      CASE WHEN b < 0.04 THEN 'n_a' WHEN a < 0.2 + rank * 0.02 OR c <= 0.06 THEN 'fail' ELSE 'pass' END AS verdict
    FROM (
      SELECT *, ${share('a')} AS a, ${share('b')} AS b, ${share('c')} AS c, ${share('d')} AS d
      FROM (
        SELECT at, agent, rank, at || '-' || agent AS key FROM generate_series(${from}, ${to}) AS at
        CROSS JOIN unnest(string_to_array('${millionAgents.join(',')}', ',')) WITH ORDINALITY AS one(agent, rank)
      ) AS keyed OFFSET 0
    ) AS drawn OFFSET 0
  ) AS measured`;
