import * as z from 'zod';
import { jsonSchema } from '../lib/json-schema.js';

// What the first line of a journal and a result both state.

const score = z
  .object({ value: z.number(), low: z.number().nullable(), high: z.number().nullable() })
  .nullable();

export const scoresSchema = z.object({
  composite: score,
  quality: score,
  speed: score,
  cost: score,
  streaming: score,
  modality: score,
});

/** Every setting that was in force and where it came from, secrets masked. */
export const settingsSchema = z.record(z.string(), z.object({ value: jsonSchema, from: z.string() }));

/** The version of the scoring rules. */
export const profileSchema = z.object({ id: z.string(), version: z.string(), digest: z.string() });

export const judgeIdentitySchema = z.object({
  model: z.string(),
  url: z.string(),
  promptSha256: z.string(),
  /** Each judge of a panel; model and URL above name them all. Absent: one judge. */
  panel: z.array(z.object({ model: z.string(), url: z.string() })).optional(),
});

/** What a task is, without what can change its answer. */
export const taskIdentitySchema = z.object({
  id: z.string(),
  category: z.string(),
  class: z.string(),
  kind: z.string().nullable(),
  template: z.string(),
  pair: z.string().nullable(),
  difficulty: z.string(),
});

/** SHA-256 over what can change a task's answer or grade (`suite/task-digest`); absent: an older run. */
export const taskDigestSchema = z.string().optional();

export const openLoopSchema = z.object({
  /** As asked: attempts a second, once the ramp is over. */
  rate: z.number(),
  arrivals: z.enum(['constant', 'poisson']),
  rampMs: z.number(),
  /** How long attempts arrive. */
  windowMs: z.number(),
});
