import * as z from 'zod';
import type { CohortAttempt, CohortEvaluation } from '../read/read-cohort.js';
import { isoOf } from '../../lib/iso-time.js';

const text = z.string().nullable();
const measured = z.number().nullable();
const claim = z.boolean().nullable();

const evaluationSchema = z.object({
  evalId: z.string(),
  state: z.string(),
  /** 0-1. */
  score: measured,
  evaluator: text,
  evaluatorVersion: text,
  rulesetSha256: text,
  submittedAt: text,
  completedAt: text,
  polls: z.int(),
  checkpoints: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      kind: z.string(),
      isRequired: z.boolean(),
      status: z.string(),
      weight: z.number(),
      expectedJson: text,
      actualJson: text,
      message: text,
    }),
  ),
});

/** An attempt in the file of its cohort. */
export const attemptSchema = z.object({
  attemptId: z.string(),
  agentId: z.string(),
  agentName: z.string(),
  agentVersion: z.string(),
  status: z.string(),
  outcome: text,
  verdict: z.enum(['pass', 'fail', 'n_a']).nullable(),
  reasonCode: text,
  startedAt: text,
  finishedAt: text,
  startSkewMs: measured,
  latencyMs: measured,
  steps: measured,
  inputTokens: measured,
  outputTokens: measured,
  totalTokens: measured,
  tokensSource: text,
  costUsd: measured,
  costSource: text,
  priceTable: text,
  finalUrl: text,
  outputJson: text,
  isOutputValid: claim,
  isClean: claim,
  errorCode: text,
  errorMessage: text,
  rawPayload: z.object({ sha256: z.string(), bytes: measured, isTruncated: z.boolean() }).nullable(),
  evaluation: evaluationSchema.nullable(),
});

export function fileAttempt({
  id,
  startedAt,
  finishedAt,
  rawPayload,
  evaluation,
  ...rest
}: CohortAttempt): z.input<typeof attemptSchema> {
  return {
    attemptId: id,
    agentId: rest.agentId,
    agentName: rest.agentName,
    agentVersion: rest.agentVersion,
    status: rest.status,
    outcome: rest.outcome ?? null,
    verdict: rest.verdict ?? null,
    reasonCode: rest.reasonCode ?? null,
    startedAt: isoOf(startedAt),
    finishedAt: isoOf(finishedAt),
    startSkewMs: rest.startSkewMs ?? null,
    latencyMs: rest.latencyMs ?? null,
    steps: rest.steps ?? null,
    inputTokens: rest.inputTokens ?? null,
    outputTokens: rest.outputTokens ?? null,
    totalTokens: rest.totalTokens ?? null,
    tokensSource: rest.tokensSource ?? null,
    costUsd: rest.costUsd ?? null,
    costSource: rest.costSource ?? null,
    priceTable: rest.priceTable ?? null,
    finalUrl: rest.finalUrl ?? null,
    outputJson: rest.outputJson ?? null,
    isOutputValid: rest.isOutputValid ?? null,
    isClean: rest.isClean ?? null,
    errorCode: rest.errorCode ?? null,
    errorMessage: rest.errorMessage ?? null,
    rawPayload: rawPayload === undefined ? null : { ...rawPayload, bytes: rawPayload.bytes ?? null },
    evaluation: evaluation === undefined ? null : fileEvaluation(evaluation),
  };
}

function fileEvaluation(evaluation: CohortEvaluation): z.input<typeof evaluationSchema> {
  const { checkpoints, submittedAt, completedAt, score, evaluator, evaluatorVersion, rulesetSha256 } =
    evaluation;
  return {
    evalId: evaluation.evalId,
    state: evaluation.state,
    score: score ?? null,
    evaluator: evaluator ?? null,
    evaluatorVersion: evaluatorVersion ?? null,
    rulesetSha256: rulesetSha256 ?? null,
    submittedAt: isoOf(submittedAt),
    completedAt: isoOf(completedAt),
    polls: evaluation.polls,
    checkpoints: checkpoints.map(({ expectedJson, actualJson, message, ...rest }) => ({
      ...rest,
      expectedJson: expectedJson ?? null,
      actualJson: actualJson ?? null,
      message: message ?? null,
    })),
  };
}
