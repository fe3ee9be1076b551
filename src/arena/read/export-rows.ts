import * as z from 'zod';
import type { Database } from '../../store/database.js';

export const exportTables = ['attempts', 'cohorts', 'cases', 'standings'] as const;
export type ExportTable = (typeof exportTables)[number];

/** One line of an export: the first says what follows, then the rows in the order of their keys. Times are ms since 1970. */
export type ExportRow = Readonly<Record<string, unknown>>;

/** Attempts and cohorts have a key of one column, cases one of two. */
interface Exported {
  /** `key` first and, for cases, `version`; then the row. */
  readonly select: string;
  readonly from: string;
  readonly host: string;
  readonly key: readonly [string, string];
}

const pageSize = 500;

const exported: Readonly<Record<ExportTable, Exported>> = {
  attempts: {
    select: `attempt.id AS key, '' AS part, json_build_object('id', attempt.id, 'cohort_id', cohort_id, 'agent_id', agent_id,
      'agent_version', agent_version, 'agent_model', agent_model, 'case_id', case_id, 'case_version', case_version, 'host', host) AS head,
      json_build_object('status', status, 'outcome', outcome, 'created_at', created_at, 'started_at', started_at,
      'finished_at', finished_at, 'latency_ms', latency_ms, 'steps', steps, 'input_tokens', input_tokens,
      'output_tokens', output_tokens, 'total_tokens', total_tokens, 'tokens_source', tokens_source, 'cost_usd', cost_usd,
      'cost_source', cost_source, 'price_table', price_table, 'final_url', final_url, 'output_json', output_json,
      'output_sha256', output_sha256, 'output_valid', output_valid, 'clean', clean, 'timeout_hit', timeout_hit,
      'start_skew_ms', start_skew_ms, 'error_code', error_code, 'error_message', error_message,
      'raw_payload_sha256', raw_payload_sha256, 'raw_payload_truncated', raw_payload_truncated) AS body,
      json_build_object('verdict', attempt.verdict, 'reason_code', attempt.reason_code, 'score', score, 'eval_id', eval_id,
      'evaluator', evaluator, 'evaluator_version', evaluator_version, 'ruleset_sha256', ruleset_sha256,
      'speed_utility', speed_utility, 'cost_utility', cost_utility, 'tokens_utility', tokens_utility) AS tail`,
    from: 'attempts AS attempt LEFT JOIN evals ON evals.attempt_id = attempt.id',
    host: 'host',
    key: ['attempt.id', "''"],
  },
  cohorts: {
    select: `cohort.id AS key, '' AS part, json_build_object('id', cohort.id, 'case_id', cohort.case_id,
      'case_version', cohort.case_version, 'payload_sha256', cohort.payload_sha256, 'scaffold_id', scaffold_id,
      'scaffold_version', scaffold_version, 'prompt_sha256', prompt_sha256, 'host_filter', host_filter, 'state', state,
      'queued_at', queued_at, 'next_start_at', next_start_at, 'started_at', started_at, 'ended_at', ended_at,
      'hard_timeout_ms', hard_timeout_ms, 'start_floor_ms', start_floor_ms, 'degraded', degraded,
      'abort_reason', abort_reason) AS head, NULL AS body, NULL AS tail`,
    from: `cohorts AS cohort LEFT JOIN cases AS its
      ON its.case_id = cohort.case_id AND its.case_version = cohort.case_version`,
    host: 'its.host',
    key: ['cohort.id', "''"],
  },
  cases: {
    select: `case_id AS key, case_version::text AS part, json_build_object('case_id', case_id, 'case_version', case_version,
      'domain', domain, 'host', host, 'payload_json', payload_json, 'payload_sha256', payload_sha256,
      'corpus_version', corpus_version, 'first_fetched_at', first_fetched_at, 'retired_at', retired_at) AS head,
      NULL AS body, NULL AS tail`,
    from: 'cases',
    host: 'host',
    key: ['case_id', 'case_version'],
  },
  standings: {
    select: `lpad(as_of::text, 15, '0') || "window" AS key, '' AS part, json_build_object('window', "window", 'as_of', as_of,
      'profile', profile, 'profile_sha256', profile_sha256, 'rows_sha256', rows_sha256, 'rows', rows_json::json) AS head,
      NULL AS body, NULL AS tail`,
    from: 'ranking_snapshots',
    host: 'host',
    key: [`lpad(as_of::text, 15, '0') || "window"`, "''"],
  },
};

const part = z.record(z.string(), z.unknown()).nullable();
const pageRows = z.array(z.object({ key: z.string(), part: z.string(), head: part, body: part, tail: part }));

/**
 * A table as objects, ready to be lines of JSON: `{ schema: 'janus-bench/arena-attempts', version: 1, host }` first. Pages by
 * key, so a table of any size takes a page of memory, and rows written meanwhile neither move others nor come twice.
 */
export async function* exportRows(
  database: Database,
  { table, host }: { readonly table: ExportTable; readonly host?: string | undefined },
): AsyncGenerator<ExportRow> {
  yield { schema: `janus-bench/arena-${table}`, version: 1, host: host ?? null };
  const statement = pageOf(exported[table], table === 'cases');
  let after: readonly [string, string] | undefined;
  for (;;) {
    const values = [after?.[0] ?? '', after?.[1] ?? (table === 'cases' ? '0' : ''), host ?? null];
    const rows = pageRows.parse(await database.query(statement, values));
    for (const { head, body, tail } of rows) yield { ...head, ...body, ...tail };
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = [last.key, last.part];
  }
}

/** Ids are never empty, so '' is before the first. */
function pageOf({ select, from, host, key: [key, version] }: Exported, isVersioned: boolean): string {
  const isAfter = isVersioned ? `(${key}, ${version}) > ($1, $2::bigint)` : `${key} > $1 AND $2 = ''`;
  const order = isVersioned ? `${key}, ${version}` : key;
  return `SELECT ${select} FROM ${from}
    WHERE ${isAfter} AND ($3::text IS NULL OR ${host} = $3) ORDER BY ${order} LIMIT ${pageSize}`;
}
