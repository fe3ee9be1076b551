import * as z from 'zod';
import type { DeepReadonly } from '../lib/deep-readonly.js';
import { attemptRowSchema } from './attempt-row-schema.js';
import { calibrationSummarySchema } from './calibration.js';
import { pairedWithSchema } from './paired-with.js';
import { environmentSchema } from './environment.js';
import { rescoredSchema } from './rescored-schema.js';
import { judgeFitnessSchema } from './judge-fitness.js';
import { repeatsSchema } from './repeats-schema.js';
import {
  judgeIdentitySchema,
  openLoopSchema,
  profileSchema,
  scoresSchema,
  settingsSchema,
  taskDigestSchema,
  taskIdentitySchema,
} from './run-facts-schema.js';
import { mergedFactsSchema, shardNumberSchema } from './shard-facts.js';

/** `result.json`: compact; transcripts stay in the journal. Ratios are shares (0-1), scores 0-100, times ms. */

export const resultSchemaVersion = 1;

const optionalMs = z.number().nullable();

/** Quantiles of pooled raw samples (type 7). `adj*`: each failure counted as +Infinity by nearest rank; null then. */
const distribution = z.object({
  n: z.int(),
  mean: z.number().nullable(),
  min: z.number().nullable(),
  p50: z.number().nullable(),
  p90: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
  max: z.number().nullable(),
  adjP50: z.number().nullable(),
  adjP95: z.number().nullable(),
  /** The quantiles with n(1 - q) < 10. */
  lowConfidence: z.array(z.enum(['p50', 'p90', 'p95', 'p99'])),
});
export type Distribution = DeepReadonly<z.output<typeof distribution>>;

const taskRow = taskIdentitySchema.extend({
  attempts: z.int(),
  counted: z.int(),
  passed: z.int(),
  quality: z.number().nullable(),
  digest: taskDigestSchema,
});
export type TaskRow = DeepReadonly<z.output<typeof taskRow>>;

const categoryRow = z.object({
  name: z.string(),
  feeds: z.enum(['quality', 'modality', 'none']),
  tasks: z.int(),
  attempts: z.int(),
  counted: z.int(),
  quality: z.number().nullable(),
  passRate: z.number().nullable(),
  ttftP50Ms: optionalMs,
  lifecycleP50Ms: optionalMs,
});
export type CategoryRow = DeepReadonly<z.output<typeof categoryRow>>;

export const runResultSchema = z.object({
  schema: z.literal('janus-bench/result'),
  schemaVersion: z.literal(resultSchemaVersion),
  run: z.object({
    id: z.string(),
    startedAt: z.string(),
    finishedAt: z.string(),
    /** Version of janus-bench. */
    version: z.string(),
    official: z.boolean(),
    seed: z.string(),
    repeat: z.int(),
    concurrency: z.int(),
    plannedAttempts: z.int(),
    /** True once every planned attempt is there. */
    complete: z.boolean(),
    /** How often it was resumed. */
    resumes: z.int(),
    settings: settingsSchema,
    /** The other half of an `ab` pair; absent: it was made alone. */
    pairedWith: pairedWithSchema.optional(),
  }),
  /** The part of a run that this is: scores are over a part of the tasks. Absent: the whole. */
  shard: shardNumberSchema.optional(),
  /** The shards whose attempts these are; absent: it made its own. */
  merged: mergedFactsSchema.optional(),
  /** The run whose attempts were graded and scored again for this one; absent: it made its own. */
  rescored: rescoredSchema.optional(),
  target: z.object({ url: z.string(), model: z.string(), started: z.string().nullable() }),
  suite: z.object({
    name: z.string(),
    title: z.string(),
    version: z.string(),
    visibility: z.enum(['public', 'private']),
    digest: z.string(),
    tasks: z.int(),
    selectedTasks: z.int(),
    /** Declared categories that a filter left without a task. */
    leftOut: z.array(z.string()),
  }),
  profile: profileSchema,
  judge: judgeIdentitySchema
    .extend({
      /** What judging took, apart from what the miner took; null where the journal does not say. */
      calls: z.int().nullable(),
      /** Votes that were known from before and cost nothing. */
      cachedVotes: z.int().nullable().default(null),
      promptTokens: z.int().nullable(),
      completionTokens: z.int().nullable(),
      /** At the prices of --judge-price; null: none were given. */
      costUsd: z.number().nullable().default(null),
      /** Mean share of criteria on which the first two votes on an answer agreed, 0-1. */
      agreement: z.number().nullable().default(null),
      faults: z.int().nullable(),
      /** Null: the judge was not tested, as there was nothing to judge. */
      fitness: judgeFitnessSchema.nullable(),
    })
    .nullable(),
  environment: environmentSchema,
  /** The last `janus-bench calibrate` of this machine before the run; null: none. */
  calibration: calibrationSummarySchema.nullable().default(null),
  validity: z.object({ status: z.enum(['valid', 'suspect', 'invalid']), reasons: z.array(z.string()) }),
  /** Share of the selected grading weight that could be applied, 0-1. `errorShare` counts faults of ours only. */
  coverage: z.object({ share: z.number(), errorShare: z.number(), excludedTasks: z.array(z.string()) }),
  publishable: z.object({ ok: z.boolean(), reasons: z.array(z.string()) }),
  /** `partial`: a dimension was not measured, so the composite is null. */
  status: z.enum(['complete', 'partial']),
  /** Why it is partial, one sentence each. */
  statusReasons: z.array(z.string()),
  scores: scoresSchema,
  /** With --allow-partial on a partial run: the measured dimensions' weighted mean, weights renormalised. Not the composite. */
  renormalised: z.object({ value: z.number(), over: z.array(z.string()) }).nullable(),
  /** By the metric catalogue's keys; pooled over ok attempts. */
  metrics: z.record(z.string(), distribution),
  outcomes: z.record(z.string(), z.int()),
  successRate: z.number().nullable(),
  /** How fast attempts were made. Rates a second; null where a run was resumed, cut short or interleaved with another. */
  load: z.object({
    /** Closed loop: from the first attempt's due time to the end of the last. Open: the time in which attempts left. */
    spanMs: optionalMs,
    /** Attempts that ended ok. */
    okPerSecond: z.number().nullable(),
    /** Completion tokens of those, as reported; null where one did not report any. */
    tokensPerSecond: z.number().nullable(),
    /** Null: a closed loop. */
    open: openLoopSchema
      .extend({
        /** What the arrival list holds, ramp and luck included, and what left. */
        scheduledPerSecond: z.number(),
        deliveredPerSecond: z.number().nullable(),
        /** Issued - due, of every attempt. */
        lagP50Ms: optionalMs,
        lagP99Ms: optionalMs,
        lagMaxMs: optionalMs,
      })
      .nullable(),
  }),
  /** What kept the service level objective; null: none was given. */
  goodput: z
    .object({
      slo: z.object({ ttftMs: optionalMs, latencyMs: optionalMs, gapMs: optionalMs }),
      good: z.int(),
      /** Good, too slow and failed. */
      counted: z.int(),
      share: z.number().nullable(),
      goodPerSecond: z.number().nullable(),
      /** Failed, or answered and too slow in this; an attempt may miss several. */
      missed: z.object({ failed: z.int(), ttft: z.int(), latency: z.int(), gap: z.int() }),
    })
    .nullable(),
  tokens: z.object({
    reportedPrompt: z.number(),
    reportedCompletion: z.number(),
    ownPrompt: z.number(),
    ownCompletion: z.number(),
    /** Attempts without usage; their cost scored 0. */
    usageMissing: z.int(),
    /** Attempts that reported less than 0.7 x our own count: the cost is an estimate. */
    underReported: z.int(),
    /** Reference dollars over all attempts. */
    costUsd: z.number(),
    costIsEstimate: z.boolean(),
  }),
  categories: z.array(categoryRow),
  /** What repeating tasks showed; absent: none was repeated, or an older result. */
  repeats: repeatsSchema.optional(),
  tasks: z.array(taskRow),
  attempts: z.array(attemptRowSchema),
});
export type RunResult = DeepReadonly<z.output<typeof runResultSchema>>;
