import * as z from 'zod';
import type { DeepReadonly } from '../../lib/deep-readonly.js';
import { jsonSchema } from '../../lib/json-schema.js';
import { parseDurationMs } from '../../lib/duration.js';
import { schemaProblem } from '../../graders/schema-check.js';
import type { JsonObject } from '../../lib/json.js';
import { hardTimeoutCapMs } from '../source/contract.js';

/** A corpus file as written (`*.yaml`): cases, and pages whose state the evaluator knows. */

const object = z.record(z.string(), jsonSchema);
const outputSchema = object.refine((schema) => schemaProblem(schema) === undefined, {
  error: ({ input }) => `a JSON Schema 2020-12: ${schemaProblem(input as JsonObject) ?? ''}`,
});
const id = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,99}$/, 'lower-case letters, digits, _ and -');
const path = z
  .string()
  .regex(/^\$(?:\.[\p{L}\p{N}_-]+|\[\d{1,6}\])*$/u, 'a path like $.order.items[0].size; $ is all of it')
  .default('$');
const httpUrl = z.url({ protocol: /^https?$/ }).max(2_000);

const common = {
  id,
  label: z.string().min(1).max(200),
  required: z.boolean().default(true),
  weight: z.number().positive().max(100).default(1),
};

const checkpoint = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('json_equals'), path, value: jsonSchema }),
  z.strictObject({ ...common, kind: z.literal('schema') }),
  z.strictObject({ ...common, kind: z.literal('final_url'), url: httpUrl }),
  z.strictObject({ ...common, kind: z.literal('page_state'), path, value: jsonSchema }),
]);
export type CheckpointRule = DeepReadonly<z.output<typeof checkpoint>>;

const corpusCase = z.strictObject({
  id,
  version: z.int().min(1).default(1),
  task: z.string().min(1).max(20_000),
  inputData: object.default({}),
  outputSchema,
  entrypoint: z.strictObject({ url: httpUrl, method: z.string().max(20).default('GET') }),
  hardTimeout: z
    .string()
    .default('300s')
    .transform((text, context) => {
      const ms = parseDurationMs(text);
      if (ms !== undefined && ms >= 1_000 && ms <= hardTimeoutCapMs) return ms;
      context.addIssue({ code: 'custom', message: 'a time from 1s to 300s' });
      return z.NEVER;
    }),
  checkpoints: z.array(checkpoint).min(1).max(100),
});
export type CorpusCase = DeepReadonly<z.output<typeof corpusCase>>;

export const corpusFileSchema = z.strictObject({
  /** Of the corpus: one of its files says it. */
  version: z.string().min(1).max(100).optional(),
  cases: z.array(corpusCase).min(1).max(10_000),
  /** What a page shows once an agent stands on it, by its address. */
  pages: z.record(httpUrl, object).default({}),
});
export type CorpusFile = DeepReadonly<z.output<typeof corpusFileSchema>>;
