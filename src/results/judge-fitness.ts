import * as z from 'zod';
import type { DeepReadonly } from '../lib/deep-readonly.js';

const share = z.number().min(0).max(1);

/** How one judge, or a panel as one, did on the cases. */
const measures = {
  isFit: z.boolean(),
  /** Share of the criteria that are met which it found met. */
  sensitivity: share,
  /** Share of the criteria that are not met which it found not met. */
  specificity: share,
  attacks: z.object({ tried: z.int(), passed: z.int() }),
  /** Cases without a verdict. */
  unanswered: z.int(),
  /** Ids of the cases with a wrong verdict or none. */
  missed: z.array(z.string()),
};

/** How a judge did on the fitness battery before it judged a run; the battery and its limits are in docs/judging.md. */
export const judgeFitnessSchema = z.object({
  ...measures,
  battery: z.object({ version: z.string(), digest: z.string(), cases: z.int() }),
  /** Each judge of a panel alone; it is fit only where all of them are. Absent: one judge, or tested as one. */
  members: z.array(z.object({ model: z.string(), url: z.string(), ...measures })).optional(),
});

export type JudgeFitness = DeepReadonly<z.output<typeof judgeFitnessSchema>>;
