import * as z from 'zod';
import type { Json } from '../../lib/json.js';
import { perhaps } from './statement.js';
import type { StoredAttempt } from './tables.js';

/** An attempt with what its agent and cohort say of it: the columns that `storedAttemptSchema` reads. */
export const selectAttempts = `
SELECT attempts.*, agents.name AS agent_name, coalesce(attempts.agent_model, agents.model) AS model, agents.enabled,
  cohorts.payload_sha256, cohorts.scaffold_id, cohorts.scaffold_version, cohorts.prompt_sha256,
  attempt_payloads.bytes AS raw_payload_bytes
FROM attempts
JOIN agents ON agents.id = attempts.agent_id
JOIN cohorts ON cohorts.id = attempts.cohort_id
LEFT JOIN attempt_payloads ON attempt_payloads.sha256 = attempts.raw_payload_sha256`;

const rowSchema = z.object({
  id: z.string(),
  cohort_id: z.string(),
  agent_id: z.string(),
  agent_name: z.string(),
  agent_version: z.string(),
  model: z.string(),
  enabled: z.boolean(),
  case_id: z.string(),
  case_version: z.int(),
  payload_sha256: z.string(),
  scaffold_id: z.string(),
  scaffold_version: z.int(),
  prompt_sha256: z.string(),
  status: z.enum(['pending', 'running', 'returned', 'submitted', 'evaluated', 'interrupted', 'eval_unknown']),
  executor: perhaps(z.string()),
  started_at: perhaps(z.int()),
  finished_at: perhaps(z.int()),
  outcome: perhaps(z.enum(['completed', 'timeout', 'agent_error', 'invalid_output'])),
  latency_ms: perhaps(z.number()),
  steps: perhaps(z.int()),
  input_tokens: perhaps(z.int()),
  output_tokens: perhaps(z.int()),
  total_tokens: perhaps(z.int()),
  tokens_source: perhaps(z.enum(['reported', 'counted'])),
  cost_usd: perhaps(z.number()),
  cost_source: perhaps(z.enum(['inferred', 'reported'])),
  price_table: perhaps(z.string()),
  final_url: perhaps(z.string()),
  output_json: perhaps(z.string()),
  output_sha256: perhaps(z.string()),
  output_valid: perhaps(z.boolean()),
  clean: perhaps(z.boolean()),
  error_code: perhaps(z.string()),
  error_message: perhaps(z.string()),
  raw_payload_sha256: perhaps(z.string()),
  raw_payload_bytes: perhaps(z.int()),
  raw_payload_truncated: perhaps(z.boolean()),
});
type Row = z.output<typeof rowSchema>;

export const storedAttemptSchema = rowSchema.transform((row): StoredAttempt => ({
  id: row.id,
  cohortId: row.cohort_id,
  agent: {
    id: row.agent_id,
    name: row.agent_name,
    model: row.model,
    version: row.agent_version,
    enabled: row.enabled,
  },
  caseId: row.case_id,
  caseVersion: row.case_version,
  payloadSha256: row.payload_sha256,
  scaffold: {
    id: row.scaffold_id,
    version: row.scaffold_version,
    promptSha256: row.prompt_sha256,
  },
  status: row.status,
  executor: row.executor,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  result: resultOf(row),
  rawPayload: rawPayloadOf(row),
  outputSha256: row.output_sha256,
}));

function resultOf(row: Row): StoredAttempt['result'] {
  if (row.outcome === undefined || row.latency_ms === undefined) return undefined;
  return {
    outcome: row.outcome,
    latencyMs: row.latency_ms,
    steps: row.steps,
    usage: {
      inputTokens: row.input_tokens,
      outputTokens: row.output_tokens,
      totalTokens: row.total_tokens,
      source: row.tokens_source,
    },
    cost: costOf(row),
    finalUrl: row.final_url,
    output: row.output_json === undefined ? undefined : (JSON.parse(row.output_json) as Json),
    isOutputValid: row.output_valid ?? false,
    isClean: row.clean ?? false,
    errorCode: row.error_code,
    errorMessage: row.error_message,
  };
}

function costOf({ cost_usd: usd, cost_source: source, price_table: priceTable }: Row) {
  return usd === undefined || source === undefined
    ? undefined
    : { usd, source, priceTable: priceTable ?? '' };
}

function rawPayloadOf(row: Row): StoredAttempt['rawPayload'] {
  const { raw_payload_sha256: sha256, raw_payload_bytes: bytes } = row;
  if (sha256 === undefined || bytes === undefined) return undefined;
  return { sha256, bytes, isTruncated: row.raw_payload_truncated ?? false };
}
