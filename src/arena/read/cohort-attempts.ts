import * as z from 'zod';
import { groupBy } from '../../lib/group-by.js';
import type { Database } from '../../store/database.js';
import { optionalBoolean, optionalNumber, optionalText } from './columns.js';

const checkpointRow = z.object({
  evalId: z.string(),
  id: z.string(),
  label: z.string(),
  kind: z.string(),
  isRequired: z.boolean(),
  status: z.string(),
  weight: z.number(),
  expectedJson: optionalText,
  actualJson: optionalText,
  message: optionalText,
});

/** Every text of it comes from outside. */
export type CohortCheckpoint = Readonly<Omit<z.output<typeof checkpointRow>, 'evalId'>>;

const evaluationRow = z.object({
  evalId: z.string(),
  state: z.string(),
  /** 0 to 1. */
  score: optionalNumber,
  evaluator: optionalText,
  evaluatorVersion: optionalText,
  rulesetSha256: optionalText,
  submittedAt: z.number(),
  completedAt: optionalNumber,
  polls: z.number(),
});

export interface CohortEvaluation extends Readonly<z.output<typeof evaluationRow>> {
  readonly checkpoints: readonly CohortCheckpoint[];
}

const attemptRow = z.object({
  id: z.string(),
  agentId: z.string(),
  agentName: z.string(),
  agentVersion: z.string(),
  status: z.string(),
  outcome: optionalText,
  verdict: z
    .enum(['pass', 'fail', 'n_a'])
    .nullable()
    .transform((verdict) => verdict ?? undefined),
  reasonCode: optionalText,
  startedAt: optionalNumber,
  finishedAt: optionalNumber,
  startSkewMs: optionalNumber,
  latencyMs: optionalNumber,
  steps: optionalNumber,
  inputTokens: optionalNumber,
  outputTokens: optionalNumber,
  totalTokens: optionalNumber,
  tokensSource: optionalText,
  costUsd: optionalNumber,
  costSource: optionalText,
  priceTable: optionalText,
  finalUrl: optionalText,
  outputJson: optionalText,
  isOutputValid: optionalBoolean,
  isClean: optionalBoolean,
  errorCode: optionalText,
  errorMessage: optionalText,
});
const payloadRow = z.object({
  payloadSha256: optionalText,
  payloadBytes: optionalNumber,
  isTruncated: optionalBoolean,
});
const evaluatedRow = z.object({ evaluation: evaluationRow.nullable() });

/** Every text of it comes from outside. */
export interface CohortAttempt extends Readonly<z.output<typeof attemptRow>> {
  readonly rawPayload:
    | { readonly sha256: string; readonly bytes: number | undefined; readonly isTruncated: boolean }
    | undefined;
  readonly evaluation: CohortEvaluation | undefined;
}

/** In the order in which they started. */
export async function readAttempts(database: Database, cohortId: string): Promise<readonly CohortAttempt[]> {
  const rows = await database.query(attemptsOfCohort, [cohortId]);
  const checkpoints = groupBy(
    z.array(checkpointRow).parse(await database.query(checkpointsOfCohort, [cohortId])),
    ({ evalId }) => evalId,
  );
  return rows.map((row) => {
    const { payloadSha256: sha256, payloadBytes: bytes, isTruncated } = payloadRow.parse(row);
    const { evaluation } = evaluatedRow.parse(row);
    return {
      ...attemptRow.parse(row),
      rawPayload: sha256 === undefined ? undefined : { sha256, bytes, isTruncated: isTruncated === true },
      evaluation:
        evaluation === null
          ? undefined
          : {
              ...evaluation,
              checkpoints: (checkpoints.get(evaluation.evalId) ?? []).map(checkpointOf),
            },
    };
  });
}

function checkpointOf(row: z.output<typeof checkpointRow>): CohortCheckpoint {
  const { id, label, kind, isRequired, status, weight, expectedJson, actualJson, message } = row;
  return { id, label, kind, isRequired, status, weight, expectedJson, actualJson, message };
}

const attemptsOfCohort = `SELECT attempt.id, agent_id AS "agentId", agents.name AS "agentName", agent_version AS "agentVersion",
    status, outcome, attempt.verdict, attempt.reason_code AS "reasonCode", started_at AS "startedAt",
    finished_at AS "finishedAt", start_skew_ms AS "startSkewMs", latency_ms AS "latencyMs", steps,
    input_tokens AS "inputTokens", output_tokens AS "outputTokens", total_tokens AS "totalTokens",
    tokens_source AS "tokensSource", cost_usd AS "costUsd", cost_source AS "costSource", price_table AS "priceTable",
    final_url AS "finalUrl", output_json AS "outputJson", output_valid AS "isOutputValid", clean AS "isClean",
    error_code AS "errorCode", error_message AS "errorMessage", raw_payload_sha256 AS "payloadSha256",
    payload.bytes AS "payloadBytes", raw_payload_truncated AS "isTruncated",
    CASE WHEN eval_id IS NULL THEN NULL ELSE json_build_object('evalId', eval_id, 'state', evals.state, 'score', score,
      'evaluator', evaluator, 'evaluatorVersion', evaluator_version, 'rulesetSha256', ruleset_sha256,
      'submittedAt', submitted_at, 'completedAt', completed_at, 'polls', polls) END AS evaluation
  FROM attempts AS attempt
  JOIN agents ON agents.id = agent_id
  LEFT JOIN attempt_payloads AS payload ON payload.sha256 = raw_payload_sha256
  LEFT JOIN evals ON evals.attempt_id = attempt.id
  WHERE cohort_id = $1
  ORDER BY started_at NULLS LAST, start_skew_ms NULLS LAST, agent_id COLLATE "C"`;

const checkpointsOfCohort = `SELECT eval_id AS "evalId", checkpoint_id AS id, label, kind, required AS "isRequired",
    point.status, weight, expected_json AS "expectedJson", actual_json AS "actualJson", message
  FROM attempts JOIN evals ON evals.attempt_id = attempts.id JOIN eval_checkpoints AS point USING (eval_id)
  WHERE cohort_id = $1 ORDER BY eval_id, idx`;
