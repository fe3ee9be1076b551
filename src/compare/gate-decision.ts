import * as z from 'zod';
import type { DeepReadonly } from '../lib/deep-readonly.js';
import { comparisonSchema, verdictSchema } from './comparison.js';

/** What a gate decided of a run, and why (METHODOLOGY section 6). Amounts are as in a comparison's findings. */

export const gateSchemaVersion = 1;

export const gateOutcomes = ['pass', 'inconclusive', 'fail'] as const;
export type GateOutcome = (typeof gateOutcomes)[number];

const amount = z.number().nullable();

const bar = z.object({
  /** The finding, score or check it is about: `quality`, `quality/chat`, `ttftMs`, `contract`. */
  key: z.string(),
  label: z.string(),
  /** `change`: against the baseline. `minimum`: the candidate alone. */
  kind: z.enum(['change', 'minimum', 'contract']),
  /** Whether somebody asked for this bar, or it holds where nobody asks for any. */
  chosen: z.enum(['named', 'default']),
  outcome: z.enum(gateOutcomes),
  scale: z.enum(['points', 'ratio']),
  unit: z.enum(['points', 'ms', 'USD', 'tokens', 'share']),
  better: z.enum(['higher', 'lower']),
  base: amount,
  candidate: amount,
  effect: amount,
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
  /** The most harm that the data leave room for: one-sided 95 % bound of the effect. */
  bound: amount,
  pWorse: amount,
  /** The same by Holm over all bars of change that were decided. */
  pAdjusted: amount,
  delta: amount,
  margin: amount,
  /** The least the candidate may have, 0-100. */
  minimum: amount,
  smallestEffect: amount,
  /** Of the comparison, before Holm; null: none was made. */
  verdict: verdictSchema.nullable(),
  /** Why, where the numbers do not say it; '' else. */
  reason: z.string(),
  /** What to do about it; '' where nothing is to be done. */
  fix: z.string(),
});
export type GateBar = DeepReadonly<z.output<typeof bar>>;

const failure = z.object({
  /** What it does to the exit code. */
  kind: z.enum(['bar', 'invalid', 'incomparable']),
  what: z.string(),
  fix: z.string(),
});
/** Why nothing can be green, whatever the bars say. */
export type GateFailure = DeepReadonly<z.output<typeof failure>>;

export type GateDoubt = Pick<GateFailure, 'what' | 'fix'>;

const gatedRun = z.object({ name: z.string(), runId: z.string() });

export const gateDecisionSchema = z.object({
  schema: z.literal('janus-bench/gate'),
  schemaVersion: z.literal(gateSchemaVersion),
  outcome: z.enum(gateOutcomes),
  /** `inconclusive` then fails too. */
  strict: z.boolean(),
  /** As in the table of exit codes. */
  exitReason: z.enum(['ok', 'bar', 'invalid', 'incomparable']),
  /** Null: there was none, and only what needs none was looked at. */
  baseline: gatedRun.nullable(),
  candidate: gatedRun,
  /** Where the candidate was kept as the baseline of runs to come; null: it was not. */
  keptAs: z.string().nullable(),
  failures: z.array(failure),
  /** Why bars that held are not the whole of it: the outcome is then inconclusive at best. */
  doubts: z.array(z.object({ what: z.string(), fix: z.string() })),
  bars: z.array(bar),
  /** What a reader should know besides, one sentence each. */
  notes: z.array(z.string()),
  comparison: comparisonSchema.nullable(),
});
export type GateDecision = DeepReadonly<z.output<typeof gateDecisionSchema>>;
