import * as z from 'zod';
import type { DeepReadonly } from '../lib/deep-readonly.js';
import { verdictSchema } from './attempt-record.js';

const change = z.object({ before: z.number().nullable(), after: z.number().nullable() });

/** What rescoring a run changed, and why. */
export const rescoredSchema = z.object({
  runId: z.string(),
  version: z.string(),
  journalSha256: z.string(),
  rescoredAt: z.string(),
  /** What is different now (suite, judge, profile, program), one sentence each. */
  causes: z.array(z.string()),
  goneTasks: z.array(z.string()),
  newTasks: z.array(z.string()),
  /** Only what changed. */
  changes: z.object({
    /** Scores, 0-100. */
    scores: z.record(z.string(), change),
    /** Qualities, 0-1. `flipped`: all right before and not now, or the other way. */
    tasks: z.array(change.extend({ id: z.string(), flipped: z.boolean(), causes: z.array(z.string()) })),
    attempts: z.array(
      z.object({
        attemptId: z.string(),
        outcome: z.object({ before: z.string(), after: z.string() }),
        verdict: z.object({ before: verdictSchema, after: verdictSchema }),
        quality: z.object({ before: z.number(), after: z.number() }),
        coverage: z.object({ before: z.number(), after: z.number() }),
        ttfaMs: change,
        causes: z.array(z.string()),
      }),
    ),
  }),
});
export type RescoredFacts = DeepReadonly<z.output<typeof rescoredSchema>>;
