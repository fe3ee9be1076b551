import * as z from 'zod';
import type { DeepReadonly } from '../lib/deep-readonly.js';
import { pairwiseSchema } from './pairwise.js';

/** What comparing two runs found (METHODOLOGY section 6). Points are 0-100, ratios are candidate / base. */

export const comparisonSchemaVersion = 1;

export const verdictSchema = z.enum(['regressed', 'not_worse', 'improved', 'inconclusive']);
export type Verdict = z.output<typeof verdictSchema>;

const range = z.object({ low: z.number(), high: z.number() });

const finding = z.object({
  /** `composite`, `quality`, `quality/chat` (a category), `ttftMs`: unique in a comparison, and what a gate's bar names. */
  key: z.string(),
  label: z.string(),
  kind: z.enum(['score', 'category', 'metric']),
  /** `points`: effect is candidate - base. `ratio`: effect is ln(candidate / base), both means over tasks. */
  scale: z.enum(['points', 'ratio']),
  unit: z.enum(['points', 'ms', 'USD', 'tokens', 'share']),
  better: z.enum(['higher', 'lower']),
  /** Over the tasks that both runs have: points, or geometric means. Null: not measured. */
  base: z.number().nullable(),
  candidate: z.number().nullable(),
  effect: z.number().nullable(),
  /** 95 %, of the effect. */
  interval: range.nullable(),
  /** The most harm the data leave room for: one-sided 95 % bound of the effect, on its harmful side. Null: no spread is known. */
  bound: z.number().nullable().optional(),
  /** One-sided, that it is no worse, and that it is no better. */
  pWorse: z.number().nullable(),
  pBetter: z.number().nullable(),
  /** Regressed needs an effect as harmful as delta, not worse a one-sided 95 % bound short of margin. In the effect's scale. */
  delta: z.number(),
  margin: z.number(),
  verdict: verdictSchema,
  /** Why it is inconclusive, or what the verdict rests on; '' where there is nothing to add. */
  reason: z.string(),
  /** The smallest effect that this comparison would have found in 4 of 5 tries. */
  smallestEffect: z.number().nullable(),
  /** Independent units: templates, with what is tied to them. */
  clusters: z.int(),
});
export type Finding = DeepReadonly<z.output<typeof finding>>;

const comparedRun = z.object({
  /** As the user named it, or the run's id. */
  name: z.string(),
  runId: z.string(),
  startedAt: z.string(),
  target: z.string(),
  model: z.string(),
  repeat: z.int(),
  tasks: z.int(),
  attempts: z.int(),
  /** Shares, 0-1. */
  coverage: z.number(),
  errorShare: z.number(),
  validity: z.enum(['valid', 'suspect', 'invalid']),
});
export type ComparedRun = DeepReadonly<z.output<typeof comparedRun>>;

const taskSide = z.object({ quality: z.number(), passed: z.int(), attempts: z.int(), attemptId: z.string() });

export const comparisonSchema = z.object({
  schema: z.literal('janus-bench/comparison'),
  schemaVersion: z.literal(comparisonSchemaVersion),
  base: comparedRun,
  candidate: comparedRun,
  /** Further runs of each side; several runs are what times need that were not interleaved. */
  baseRuns: z.array(comparedRun),
  candidateRuns: z.array(comparedRun),
  /** `interleaved`: attempts of both took turns, so times can be decided. */
  pairing: z.enum(['interleaved', 'separate']),
  /** Every reason why these two cannot be compared; empty: they can. */
  obstacles: z.array(z.string()),
  /** What a reader should know besides, one sentence each. */
  notes: z.array(z.string()),
  /** Empty where there are obstacles. */
  findings: z.array(finding),
  /** Tasks whose share of passed attempts crossed a half, the largest change first. */
  flips: z.array(
    z.object({
      taskId: z.string(),
      category: z.string(),
      change: z.enum(['lost', 'won']),
      base: taskSide,
      candidate: taskSide,
    }),
  ),
  tasks: z.object({
    compared: z.int(),
    /** In one run alone. */
    onlyBase: z.array(z.string()),
    onlyCandidate: z.array(z.string()),
    /** Counted in one run alone: the other could not be judged there. */
    notCounted: z.array(z.string()),
  }),
  /** With --judge-pairwise: whom a judge prefers, answer by answer. In no score and in no gate. */
  pairwise: pairwiseSchema.optional(),
});
export type Comparison = DeepReadonly<z.output<typeof comparisonSchema>>;
