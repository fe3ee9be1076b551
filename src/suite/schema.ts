import * as z from 'zod';
import { durationForms, parseDurationMs } from '../lib/duration.js';
import { modalityKinds, taskClasses } from './task.js';

/**
 * What an author writes: `suite.yaml` (the card) and one list of tasks a category. Unknown keys are errors. The messages
 * here are the advice in a problem's line; what was found is put before them.
 */

const text = z.string().min(1);
const json = z.json();
const jsonObject = z.record(z.string(), json);

const namePattern = /^[a-z0-9]+(?:[-_][a-z0-9]+)*$/;
/** Ids appear in file names, shell commands and reports, so that they hold nothing to be quoted. */
const name = z
  .string()
  .max(64, 'use 64 characters at the most')
  .regex(namePattern, 'use lower-case letters, digits and single hyphens, as in chat-late-correction');

const duration = z
  .union([z.string(), z.number()])
  .refine((value) => (parseDurationMs(value) ?? 0) > 0, `write a duration above 0: ${durationForms}`)
  .transform((value) => parseDurationMs(value));

/** Folders below a root of suites, with slashes between them. */
export const suiteName = /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

export const categoryFile = /^[A-Za-z0-9][A-Za-z0-9._-]*\.ya?ml$/;

const categorySchema = z.strictObject({
  feeds: z.enum(['quality', 'modality', 'none']),
  kinds: z.array(z.enum(modalityKinds)).default([]),
  file: z.string().regex(categoryFile, 'name a .yaml file that lies beside suite.yaml').optional(),
});

export const cardSchema = z.strictObject({
  title: text,
  version: z.string().regex(/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/, 'write a version like 1.0.0'),
  licence: text,
  canary: z
    .string()
    .regex(
      /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
      'write janus-bench: and a fresh UUID, so that the suite can be found in training data',
    ),
  provenance: text,
  knownWeaknesses: z.array(text).default([]),
  visibility: z.enum(['public', 'private']),
  templates: z
    .string()
    .regex(suiteName, 'name a suite: a shipped one, or one below a folder of JANUS_SUITES')
    .optional(),
  categories: z.record(name, categorySchema),
});
export type CardYaml = z.output<typeof cardSchema>;

const artifactSchema = z.strictObject({
  id: text.optional(),
  type: text.optional(),
  mimeType: text.optional(),
  url: text,
});

const sampleExchangeShape = {
  content: z.string().default(''),
  toolCalls: z.array(z.strictObject({ name: text, arguments: jsonObject.default({}) })).default([]),
  artifacts: z.array(artifactSchema).default([]),
};

/** A text is one exchange's content; an object one exchange; `exchanges` several. */
const sampleSchema = z.union([
  z.string(),
  z
    .strictObject({
      ...sampleExchangeShape,
      exchanges: z.array(z.strictObject(sampleExchangeShape)).min(1).optional(),
    })
    .refine(
      ({ exchanges, content, toolCalls, artifacts }) =>
        exchanges === undefined || (content === '' && toolCalls.length + artifacts.length === 0),
      'put content, toolCalls and artifacts into the exchanges',
    ),
]);
export type SampleYaml = z.output<typeof sampleSchema>;

const toolSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'use 1 to 64 letters, digits, _ and -, as the wire wants'),
  description: text,
  parameters: jsonObject.default({ type: 'object', properties: {} }),
  responses: z
    .array(z.strictObject({ when: jsonObject.optional(), times: z.int().min(1).optional(), result: json }))
    .default([]),
});

export const taskSchema = z.strictObject({
  id: name,
  class: z.enum(taskClasses).optional(),
  kind: z.enum(modalityKinds).optional(),
  pair: name.optional(),
  template: name.optional(),
  difficulty: z.enum(['easy', 'medium', 'hard']).default('medium'),
  system: text.optional(),
  prompt: text.optional(),
  turns: z.array(text).min(1).max(32).optional(),
  images: z.array(text).max(16).default([]),
  tools: z.array(toolSchema).max(64).default([]),
  maxRounds: z.int().min(1).max(32).default(6),
  target: z
    .strictObject({ latency: duration.optional(), costUsd: z.number().positive().optional() })
    .default({}),
  request: jsonObject.default({}),
  /** Checked one by one against the graders' own schema once a variant is filled in. */
  graders: z.array(jsonObject).min(1).max(32),
  oracle: z.array(sampleSchema).min(1),
  wrong: z.array(sampleSchema).min(1),
  variants: z
    .array(
      z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'name values with letters, digits and _'), json),
    )
    .min(1)
    .max(1_000)
    .default([{}]),
});
export type TaskYaml = z.output<typeof taskSchema>;

export const maxTasksAFile = 10_000;
