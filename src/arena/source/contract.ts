import * as z from 'zod';
import type { DeepReadonly } from '../../lib/deep-readonly.js';
import { jsonSchema } from '../../lib/json-schema.js';

/**
 * The tinyeval contract, version 1: what stands on the wire between arena and case source. Unknown fields are kept
 * where a payload is frozen and ignored elsewhere; words of an enumeration that we do not know stay text and are
 * quarantined by their reader.
 */

export const contractVersion = 1;
export const contractHeaders = { 'x-tinyeval-contract': String(contractVersion) } as const;

/** No attempt lasts longer, whatever a policy says. */
export const hardTimeoutCapMs = 300_000;

const text = z.string().max(200);
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex');
const object = z.record(z.string(), jsonSchema);

/** The five parts every agent gets, frozen by their hash. `loose`: what else a source adds is part of the hash. */
export const payloadSchema = z.looseObject({
  task: z.string().min(1).max(100_000),
  input_data: object,
  output_schema: object,
  entrypoint: z.looseObject({ url: z.url({ protocol: /^https?$/ }).max(2_000), method: z.string().max(20) }),
  timeout_policy: z.looseObject({
    hard_timeout_ms: z.int().positive(),
    idle_timeout_ms: z.int().positive().nullable(),
  }),
});
export type CasePayload = DeepReadonly<z.output<typeof payloadSchema>>;

export const fetchReplySchema = z.object({
  contract: z.literal(contractVersion),
  corpus: z.object({ version: text, cases: z.int().nonnegative(), domains: z.int().nonnegative() }),
  cases: z
    .array(
      z.object({
        case_id: text.min(1),
        case_version: z.int().nonnegative(),
        domain: text,
        // Whole and untouched, for the hash is over everything in it.
        payload: object,
        payload_sha256: digest,
      }),
    )
    .max(1_000),
  next_cursor: z.string().max(1_000).nullish(),
  fetched_at: text,
});
export type FetchReply = DeepReadonly<z.output<typeof fetchReplySchema>>;

export const submitReplySchema = z.object({
  eval_id: text.min(1),
  state: text,
  poll_after_ms: z.number().nonnegative().nullish(),
});

const checkpointSchema = z.object({
  id: text,
  label: z.string().max(1_000),
  kind: text,
  path: z.string().max(1_000).nullish(),
  required: z.boolean().default(true),
  status: text,
  weight: z.number().nonnegative().default(1),
  expected: jsonSchema.optional(),
  actual: jsonSchema.optional(),
  message: z.string().max(10_000).nullish(),
});

export const evalSchema = z.object({
  eval_id: text,
  attempt_id: text,
  state: text,
  verdict: text.nullish(),
  score: z.number().min(0).max(1).nullish(),
  reason_code: text.nullish(),
  checkpoints: z.array(checkpointSchema).max(1_000).default([]),
  evaluator: z.object({ name: text, version: text, ruleset_sha256: digest.nullish() }).nullish(),
  submitted_at: text.nullish(),
  completed_at: text.nullish(),
  poll_after_ms: z.number().nonnegative().nullish(),
  error: jsonSchema.optional(),
});
export type EvalDetail = DeepReadonly<z.output<typeof evalSchema>>;

export const errorSchema = z.object({
  error: z.object({
    code: text,
    message: z.string().max(10_000).default(''),
    retryable: z.boolean().optional(),
  }),
});
