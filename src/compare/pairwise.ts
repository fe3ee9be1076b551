import * as z from 'zod';
import type { DeepReadonly } from '../lib/deep-readonly.js';
import { judgeUseSchema } from '../results/attempt-record.js';
import { judgeFitnessSchema } from '../results/judge-fitness.js';

/** What a judge prefers, answer by answer: beside the scores and never in them, nor in a gate. */

const counts = z.object({ win: z.int(), tie: z.int(), loss: z.int() });
const pairMeasures = {
  isFit: z.boolean(),
  /** Shares, 0-1: pairs that came out right; pairs on which both orders named the same. */
  right: z.number(),
  consistent: z.number(),
  attacks: z.object({ tried: z.int(), passed: z.int() }),
  unanswered: z.int(),
  /** Ids of the pairs that came out otherwise. */
  missed: z.array(z.string()),
};

export const pairFitnessSchema = z.object({
  ...pairMeasures,
  battery: z.object({ version: z.string(), digest: z.string(), cases: z.int() }),
  members: z.array(z.object({ model: z.string(), url: z.string(), ...pairMeasures })).optional(),
});
export type PairFitness = DeepReadonly<z.output<typeof pairFitnessSchema>>;

const judgedPair = z.object({
  attemptId: z.string(),
  taskId: z.string(),
  /** Of the candidate's answer against the base's. */
  outcome: z.enum(['win', 'tie', 'loss', 'not_counted']),
  /** False: decided without the judge, as one had no answer to judge or both are the same. */
  isAsked: z.boolean(),
  /** Whom each order named; empty where nobody was asked. */
  orders: z.array(z.enum(['base', 'candidate', 'tie'])),
  reason: z.string(),
  /** Verbatim from the better answer. */
  evidence: z.string().optional(),
});
export type JudgedPair = DeepReadonly<z.output<typeof judgedPair>>;

export const pairwiseSchema = z.object({
  judge: z.object({
    model: z.string(),
    url: z.string(),
    /** Of the prompt for pairs. */
    promptSha256: z.string(),
    panel: z.array(z.object({ model: z.string(), url: z.string() })).optional(),
    /** On single answers, and on pairs. */
    fitness: judgeFitnessSchema,
    pairFitness: pairFitnessSchema,
    /** All that it took, both batteries included. */
    use: judgeUseSchema,
  }),
  /** Pairs of attempts, from the candidate's side. */
  attempts: counts.extend({
    notCounted: z.int(),
    /** Of all: decided without asking the judge. */
    unasked: z.int(),
  }),
  /** Share of the asked and counted pairs on which both orders agreed, 0-1; null: there are none. */
  consistent: z.number().nullable(),
  /** Templates, each won by whom more of its pairs prefer: repeats of a task are no new evidence. */
  clusters: counts,
  /** Share of the templates decided for either that prefer the candidate, 0-1, with its 95 % interval (Wilson). Null: all are ties. */
  share: z.number().nullable(),
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
  /** Two-sided exact sign test over the same templates. */
  p: z.number(),
  /** Whom the judge prefers at p < .05. */
  verdict: z.enum(['candidate', 'base', 'undecided']),
  pairs: z.array(judgedPair),
});
export type Pairwise = DeepReadonly<z.output<typeof pairwiseSchema>>;
