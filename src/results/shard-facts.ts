import * as z from 'zod';
import { environmentSchema } from './environment.js';

/** Which part of a run this is, counted from 1. */
export const shardNumberSchema = z.object({ index: z.int(), count: z.int() });

/** A run that a merged one was put together from. */
export const mergedShardSchema = z.object({
  index: z.int(),
  runId: z.string(),
  startedAt: z.string(),
  /** SHA-256 of its attempts.jsonl as it was read. */
  journalSha256: z.string(),
  /** The machine it was made on. */
  environment: environmentSchema,
  /** Attempts that were planned for it. */
  planned: z.int(),
});

export const validitySchema = z.object({
  status: z.enum(['valid', 'suspect', 'invalid']),
  reasons: z.array(z.string()),
});

/** What a result says of the runs it was merged from. */
export const mergedFactsSchema = z.object({
  /** How many shards the run was split into. */
  count: z.int(),
  /** Numbers of the shards that are not in it. */
  missing: z.array(z.int()),
  shards: z.array(mergedShardSchema.extend({ attempts: z.int(), validity: validitySchema })),
});
