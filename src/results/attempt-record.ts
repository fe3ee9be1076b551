import * as z from 'zod';
import type { DeepReadonly } from '../lib/deep-readonly.js';
import { jsonSchema } from '../lib/json-schema.js';
import { eventKinds } from '../target/timeline.js';
import { exchangeFlags, minerErrorKinds } from '../target/exchange.js';

/** One line of `attempts.jsonl`: one finished attempt, whole. Enough to recompute every metric, grade and score. */

const ms = z.number();

export const outcomeSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('ok') }),
  z.object({ status: z.literal('miner_error'), kind: z.enum(minerErrorKinds), detail: z.string() }),
  z.object({ status: z.literal('harness_error'), detail: z.string() }),
  z.object({ status: z.literal('n_a'), detail: z.string() }),
]);

/** [ms since issue, kind, text, new tokens (own count), frame, read, choice, which call or artifact of the reply] */
export const eventRowSchema = z.tuple([
  ms,
  z.enum(eventKinds),
  z.string(),
  z.number(),
  z.number(),
  z.number(),
  z.number(),
  z.number().optional(),
]);

const usageSchema = z.object({
  promptTokens: z.number().optional(),
  completionTokens: z.number().optional(),
  reasoningTokens: z.number().optional(),
  cachedTokens: z.number().optional(),
  costUsd: z.number().optional(),
  modelCalls: z.number().optional(),
});

const exchangeRecordSchema = z.object({
  /** The body as sent; data URLs over 1 KB stand as `sha256:<hex>;bytes=<n>`. */
  request: z.record(z.string(), jsonSchema),
  traceparent: z.string(),
  status: z.number().optional(),
  contentType: z.string().optional(),
  connectMs: ms,
  headersMs: ms.optional(),
  endMs: ms,
  /** Set-up of its connection (absent: used before), request sent, first byte of the response. Absent: never connected. */
  phases: z
    .object({
      setUp: z
        .object({ dnsMs: ms.optional(), tcpMs: ms, proxyMs: ms.optional(), tlsMs: ms.optional() })
        .optional(),
      sentMs: ms.optional(),
      firstByteMs: ms.optional(),
    })
    .optional(),
  /** [ms since issue, bytes] */
  reads: z.array(z.tuple([ms, z.number()])),
  events: z.array(eventRowSchema),
  outcome: outcomeSchema,
  /** Content, reasoning and refusal are the texts of choice 0's events, joined. */
  toolCalls: z.array(z.object({ id: z.string(), name: z.string(), argumentsText: z.string() })),
  artifacts: z.array(
    z.object({
      id: z.string().optional(),
      type: z.string().optional(),
      mimeType: z.string().optional(),
      sizeBytes: z.number().optional(),
      url: z.string().optional(),
      sha256: z.string().optional(),
    }),
  ),
  finishReasons: z.array(z.string()),
  usage: usageSchema.optional(),
  flags: z.array(z.enum(exchangeFlags)),
  tries: z.array(
    z.object({
      endedMs: ms,
      outcome: outcomeSchema,
      status: z.number().optional(),
      retryAfterMs: z.number().optional(),
    }),
  ),
  scheduleLagMs: ms,
  clientLagMs: ms,
  toolResults: z.array(
    z.object({ callId: z.string(), name: z.string(), result: z.string(), matched: z.boolean() }),
  ),
  /** Own token counts of the message text sent and of the text received. `estimated`: by bytes, the count took too long. */
  ownTokens: z.object({ in: z.number(), out: z.number(), estimated: z.boolean() }),
  /** First character of the graded span; else the first tool call, else the first content. */
  answerMs: ms.optional(),
});
export type ExchangeRecord = DeepReadonly<z.output<typeof exchangeRecordSchema>>;

export const verdictSchema = z.enum(['pass', 'partial', 'fail', 'n_a', 'error']);
const faultSchema = z.enum(['miner', 'judge', 'sandbox', 'harness', 'task', 'operator']);

export const judgeUseSchema = z.object({
  calls: z.int(),
  cachedVotes: z.int(),
  promptTokens: z.number(),
  completionTokens: z.number(),
  /** At the prices of `--judge-price`; absent: none were given. */
  costUsd: z.number().optional(),
});

const criterionRecordSchema = z.object({
  grader: z.string(),
  weight: z.number(),
  gate: z.boolean(),
  verdict: verdictSchema,
  quality: z.number(),
  reason: z.string(),
  fault: faultSchema.optional(),
  spans: z.array(
    z.object({
      exchange: z.number(),
      in: z.enum(['content', 'tool', 'artifact']),
      start: z.number(),
      end: z.number(),
    }),
  ),
  parts: z
    .array(
      z.object({
        id: z.string(),
        met: z.boolean().optional(),
        reason: z.string(),
        evidence: z.string().optional(),
      }),
    )
    .optional(),
  /** How a judge came to it. `use`: what that took, in the process that asked. */
  judging: z
    .object({
      votes: z.int().optional(),
      agreement: z.number().optional(),
      panel: z.object({ asked: z.int(), decided: z.int(), agreement: z.number() }).optional(),
      use: judgeUseSchema.optional(),
    })
    .optional(),
});

export const gradeRecordSchema = z.object({
  verdict: verdictSchema,
  quality: z.number().min(0).max(1),
  reason: z.string(),
  fault: faultSchema.optional(),
  coverage: z.number().min(0).max(1),
  criteria: z.array(criterionRecordSchema),
});

export const attemptRecordSchema = z.object({
  schema: z.literal('janus-bench/attempt'),
  schemaVersion: z.literal(1),
  /** `<task id>#<repeat>`, unique in a run. */
  attemptId: z.string(),
  taskId: z.string(),
  repeat: z.int(),
  variant: z.int(),
  nonce: z.string(),
  /** Calendar time of the first issue, ISO 8601, for display. */
  issuedAt: z.string(),
  /** When it was due, ms since the load began. */
  dueMs: ms.optional(),
  outcome: outcomeSchema,
  exchanges: z.array(exchangeRecordSchema),
  grade: gradeRecordSchema,
  /** A secret was starred out of its exchanges: what the graders saw is not all here. */
  masked: z.literal(true).optional(),
  /** In a rescored run, where it came to something else: what it was, and why it changed, one sentence each. */
  rescored: z
    .object({
      outcome: z.enum(['ok', 'miner_error', 'harness_error', 'n_a']),
      verdict: verdictSchema,
      quality: z.number(),
      coverage: z.number(),
      ttfaMs: ms.nullable(),
      causes: z.array(z.string()),
    })
    .optional(),
  /** What the operator's meter saw, joined by traceparent. */
  metered: z
    .object({
      in: z.number().optional(),
      out: z.number().optional(),
      calls: z.number().optional(),
      cpuSeconds: z.number().optional(),
    })
    .optional(),
});
export type AttemptRecord = DeepReadonly<z.output<typeof attemptRecordSchema>>;
