import * as z from 'zod';

const share = z.number().min(0).max(1);

/** How a judge did on the fitness battery before it judged a run; the battery and its limits are in docs/judging.md. */
export const judgeFitnessSchema = z.object({
  isFit: z.boolean(),
  battery: z.object({ version: z.string(), digest: z.string(), cases: z.int() }),
  /** Share of the criteria that are met which it found met. */
  sensitivity: share,
  /** Share of the criteria that are not met which it found not met. */
  specificity: share,
  attacks: z.object({ tried: z.int(), passed: z.int() }),
  /** Cases without a verdict. */
  unanswered: z.int(),
  /** Ids of the cases with a wrong verdict or none. */
  missed: z.array(z.string()),
});

export type JudgeFitness = Readonly<z.output<typeof judgeFitnessSchema>>;
