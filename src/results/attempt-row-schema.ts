import * as z from 'zod';
import type { DeepReadonly } from '../lib/deep-readonly.js';
import { minerErrorKinds } from '../target/exchange.js';
import { verdictSchema } from './attempt-record.js';

const optionalMs = z.number().nullable();

/** An attempt in `result.json`: what became of it, its times, and what it brings to each score. */
export const attemptRowSchema = z.object({
  attemptId: z.string(),
  taskId: z.string(),
  repeat: z.int(),
  outcome: z.enum(['ok', 'miner_error', 'harness_error', 'n_a']),
  error: z.enum(minerErrorKinds).nullable(),
  verdict: verdictSchema,
  /** The attempt's own quality, before its pair's minimum. */
  quality: z.number(),
  /** What scoring used: the pair's minimum, 0 unless ok, null = not counted. */
  countedQuality: z.number().nullable(),
  reason: z.string(),
  flags: z.array(z.string()),
  ttftMs: optionalMs,
  ttfaMs: optionalMs,
  latencyMs: optionalMs,
  lifecycleMs: optionalMs,
  /** Latency from when the attempt was due. */
  responseMs: optionalMs,
  scheduleLagMs: optionalMs,
  maxGapMs: optionalMs,
  silenceMs: optionalMs,
  promptTokens: z.number().nullable(),
  completionTokens: z.number().nullable(),
  ownPromptTokens: z.number(),
  ownCompletionTokens: z.number(),
  costUsd: z.number().nullable(),
  clientLagMs: z.number(),
  /**
   * What the attempt brings to each score, so that two results can be compared without their journals. Null: not counted.
   * Absent: written by a version that did not keep them.
   */
  parts: z
    .object({
      credit: z.number(),
      firstUtility: z.number(),
      /** Lifecycle over target; null = Infinity, without credit. */
      lifecycleRatio: z.number().nullable(),
      costUtility: z.number(),
      /** Without compute seconds that are really a lifecycle; absent: the same. */
      timelessCostUtility: z.number().optional(),
      streamingUtility: z.number(),
    })
    .nullable()
    .optional(),
});
export type AttemptRow = DeepReadonly<z.output<typeof attemptRowSchema>>;
