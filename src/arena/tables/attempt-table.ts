import * as z from 'zod';
import { digestOf } from '../../lib/digest.js';
import type { Json } from '../../lib/json.js';
import type { Database, SqlValue } from '../../store/database.js';
import { didChange, run, whole } from './statement.js';
import { selectAttempts, storedAttemptSchema } from './stored-attempt.js';
import type { AttemptStatus, AttemptTable, StoredAttempt } from './tables.js';

const attemptsSchema = z.array(storedAttemptSchema);

export function attemptTableOf(database: Database): AttemptTable {
  const select = async (condition: string, values: readonly SqlValue[]): Promise<readonly StoredAttempt[]> =>
    attemptsSchema.parse(
      await run(
        database,
        `${selectAttempts} WHERE ${condition} ORDER BY attempts.created_at, attempts.id`,
        values,
      ),
    );
  return {
    read: async (id) => (await select('attempts.id = $1', [id]))[0],
    ofCohort: (cohortId) => select('attempts.cohort_id = $1', [cohortId]),
    inStatus: async (statuses) => (statuses.length === 0 ? [] : await select(isOneOf(statuses), [])),
    claim: (id, { executor, atMs, startSkewMs }) =>
      didChange(database, claiming, [id, executor, atMs, startSkewMs]),
    recordReturn: (id, returned) => didChange(database, returning, returnValues(id, returned)),
    withdrawAnswer: (id, why) => didChange(database, withdrawing, [id, why]),
    interrupt: (id, reason, atMs) => didChange(database, interrupting, [id, reason, atMs]),
  };
}

/** Written out, not as a value, so that the index of open attempts serves it. */
function isOneOf(statuses: readonly AttemptStatus[]): string {
  return `attempts.status IN (${statuses.map((status) => `'${status}'`).join(', ')})`;
}

const claiming = `
UPDATE attempts SET status = 'running', executor = $2, started_at = $3, start_skew_ms = $4
WHERE id = $1 AND status = 'pending'
RETURNING id`;

function returnValues(
  id: string,
  { executor, atMs, result, payload }: Parameters<AttemptTable['recordReturn']>[1],
): readonly SqlValue[] {
  const { usage, cost, output } = result;
  const outputJson = output === undefined ? null : JSON.stringify(output);
  return [
    ...[id, executor, atMs, result.outcome, result.latencyMs, whole(result.steps)],
    ...[whole(usage.inputTokens), whole(usage.outputTokens), whole(usage.totalTokens), usage.source ?? null],
    ...[cost?.usd ?? null, cost?.source ?? null, cost?.priceTable ?? null, result.finalUrl ?? null],
    // Of what is stored: a number beyond JSON, as 1e999, is stored as null.
    ...[outputJson, outputJson === null ? null : digestOf(JSON.parse(outputJson) as Json)],
    ...[result.isOutputValid, result.isClean, result.outcome === 'timeout'],
    ...[result.errorCode ?? null, result.errorMessage ?? null],
    ...[payload.sha256, payload.isTruncated, payload.bytes, payload.path, payload.isRedacted ?? false],
  ];
}

/** True again for a caller that did not hear that it had succeeded: same executor, same payload. */
const returning = `
WITH payload AS (
  INSERT INTO attempt_payloads (sha256, bytes, path, redacted, created_at)
  VALUES ($22, $24, $25, $26, $3::bigint)
  ON CONFLICT (sha256) DO NOTHING
), returned AS (
  UPDATE attempts SET
    status = 'returned', finished_at = $3::bigint, outcome = $4, latency_ms = $5, steps = $6,
    input_tokens = $7, output_tokens = $8, total_tokens = $9, tokens_source = $10,
    cost_usd = $11, cost_source = $12, price_table = $13, final_url = $14,
    output_json = $15, output_sha256 = $16, output_valid = $17, clean = $18, timeout_hit = $19,
    error_code = $20, error_message = $21, raw_payload_sha256 = $22, raw_payload_truncated = $23
  WHERE id = $1 AND status = 'running' AND executor = $2
  RETURNING id
)
SELECT id FROM returned
UNION ALL
SELECT id FROM attempts WHERE id = $1 AND executor = $2 AND outcome IS NOT NULL AND raw_payload_sha256 = $22`;

const withdrawing = `
UPDATE attempts SET
  outcome = 'invalid_output', output_json = NULL, output_sha256 = NULL, final_url = NULL, steps = NULL,
  output_valid = false, clean = false, error_code = 'refused_by_source', error_message = $2
WHERE id = $1 AND status = 'returned' AND output_json IS NOT NULL
RETURNING id`;

const interrupting = `
UPDATE attempts SET
  status = 'interrupted', verdict = 'n_a', reason_code = $2, finished_at = coalesce(finished_at, $3)
WHERE id = $1 AND status IN ('pending', 'running')
RETURNING id`;
