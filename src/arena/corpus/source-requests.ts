import * as z from 'zod';
import type { JsonObject } from '../../lib/json.js';
import { jsonSchema } from '../../lib/json-schema.js';

/** What the embedded case source is asked, as far as it looks at it. */

const text = z.string().max(200);

export const fetchRequestSchema = z.object({
  filter: z
    .object({
      hosts: z.array(text).max(1_000).default([]),
      domains: z.array(text).max(1_000).default([]),
      exclude_case_ids: z.array(text).max(10_000).default([]),
    })
    .prefault({}),
  selection: z.object({ cursor: z.string().max(1_000).nullish() }).prefault({}),
  count: z.int().min(1).max(1_000).default(1),
});
export type SourceFetchRequest = z.output<typeof fetchRequestSchema>;

export const submitRequestSchema = z.object({
  attempt_id: text.min(1),
  case_id: text,
  case_version: z.int(),
  payload_sha256: text,
  submission: z.object({
    status: z.enum(['completed', 'timeout', 'agent_error', 'invalid_output']),
    output: jsonSchema.default(null),
    final_url: z.string().max(10_000).nullish(),
  }),
});
export type SourceSubmitRequest = z.output<typeof submitRequestSchema>;

/** A reply with its status, ready to be sent. */
export interface SourceReply {
  readonly status: number;
  readonly body: JsonObject;
}

export function sourceError(status: number, code: string, message: string): SourceReply {
  return { status, body: { error: { code, message, retryable: status === 429 || status >= 500 } } };
}
