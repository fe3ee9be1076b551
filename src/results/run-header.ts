import * as z from 'zod';
import type { DeepReadonly } from '../lib/deep-readonly.js';
import { jsonSchema } from '../lib/json-schema.js';
import { calibrationSummarySchema } from './calibration.js';
import { environmentSchema } from './environment.js';
import { pairedWithSchema } from './paired-with.js';
import { judgeFitnessSchema } from './judge-fitness.js';
import {
  judgeIdentitySchema,
  openLoopSchema,
  profileSchema,
  scoresSchema,
  settingsSchema,
  taskDigestSchema,
  taskIdentitySchema,
} from './run-facts-schema.js';
import { mergedShardSchema, shardNumberSchema } from './shard-facts.js';

const taskFactsSchema = taskIdentitySchema.extend({
  targetLatencyMs: z.number().nullable(),
  targetCostUsd: z.number().nullable(),
  toolsDeclared: z.boolean(),
  digest: taskDigestSchema,
});

/** First line of the journal: what was planned, so that a resume plans the same and a reader needs nothing else. */
export const runHeaderSchema = z.object({
  schema: z.literal('janus-bench/journal'),
  schemaVersion: z.literal(1),
  runId: z.string(),
  startedAt: z.string(),
  version: z.string(),
  settings: settingsSchema,
  target: z.object({
    url: z.string(),
    model: z.string(),
    started: z.string().nullable(),
    /** The HTTP proxy on the way, without credentials; absent: none. */
    proxy: z.string().optional(),
  }),
  /** How the suite was named on the command line, to load it again. */
  suite: z.object({
    reference: z.string(),
    name: z.string(),
    title: z.string(),
    version: z.string(),
    visibility: z.enum(['public', 'private']),
    digest: z.string(),
    tasks: z.int(),
    categories: z.record(
      z.string(),
      z.object({ feeds: z.enum(['quality', 'modality', 'none']), kinds: z.array(z.string()) }),
    ),
  }),
  profile: profileSchema,
  judge: judgeIdentitySchema
    .extend({
      /** How it was asked (temperature, maxTokens, votes …); absent: an older run. */
      settings: z.record(z.string(), jsonSchema).optional(),
      /** Null or absent: nothing was to be judged. */
      fitness: judgeFitnessSchema.nullable().optional(),
    })
    .nullable(),
  seed: z.string(),
  official: z.boolean(),
  repeat: z.int(),
  concurrency: z.int(),
  /** The open loop; absent: a closed one. */
  load: openLoopSchema.optional(),
  /** What goodput asks for, ms; absent: none was asked. */
  slo: z
    .object({
      ttft: z.number().optional(),
      latency: z.number().optional(),
      gap: z.number().optional(),
    })
    .optional(),
  environment: environmentSchema,
  /** The last `janus-bench calibrate` of this machine; null or absent: none. */
  calibration: calibrationSummarySchema.nullable().optional(),
  /** In the order of issue. Task facts a score needs, so that scoring needs the journal alone. */
  tasks: z.array(taskFactsSchema),
  /** Trace contexts of the unscored requests before the first task. */
  warmUpTraces: z.array(z.string()).default([]),
  /** Attempt ids in the order of issue. */
  order: z.array(z.string()),
  /** The other half of an `ab` pair; absent: it was made alone. */
  pairedWith: pairedWithSchema.optional(),
  /** One part of a run, made on its own; absent: the whole of it. */
  shard: shardNumberSchema
    .extend({
      /** All tasks of the whole run, in the suite's order; those above are this part's. */
      tasks: z.array(taskFactsSchema),
      /** All attempts of the whole run, in the order in which one machine would have issued them. */
      order: z.array(z.string()),
    })
    .optional(),
  /** The shards whose attempts these are; absent: they were made by this run. Environment and calibration above are of the first. */
  mergedFrom: z
    .object({
      count: z.int(),
      missing: z.array(z.int()),
      shards: z.array(
        mergedShardSchema.extend({
          calibration: calibrationSummarySchema.nullable().optional(),
          taskIds: z.array(z.string()),
        }),
      ),
    })
    .optional(),
  /** The run whose attempts these are, graded and scored again; absent: they were made by this run. */
  rescoredFrom: z
    .object({
      runId: z.string(),
      version: z.string(),
      /** Of its attempts.jsonl as it was read. */
      journalSha256: z.string(),
      rescoredAt: z.string(),
      suite: z.object({ name: z.string(), version: z.string(), digest: z.string() }),
      profile: profileSchema,
      judge: jsonSchema,
      /** What is different now, one sentence each. */
      causes: z.array(z.string()),
      /** Null: of a profile this program does not know, and without a result. */
      scores: scoresSchema.nullable(),
      /** Their quality then. */
      tasks: z.array(z.object({ id: z.string(), quality: z.number().nullable() })),
      /** Tasks that the suite has no more, and those that came to it: neither has attempts here. */
      goneTasks: z.array(z.string()),
      newTasks: z.array(z.string()),
    })
    .optional(),
});
export type RunHeader = DeepReadonly<z.output<typeof runHeaderSchema>>;
