import * as z from 'zod';
import type { DeepReadonly } from '../lib/deep-readonly.js';

/** The other half of an `ab` pair: a run of the same plan whose attempts took turns with this one's, task by task. */
export const pairedWithSchema = z.object({
  runId: z.string(),
  /** Which half this one is. */
  side: z.enum(['a', 'b']),
  /** Repeats after which the halves were to be compared, rising, the pair ending with the first that decides; absent: at the end alone. */
  looks: z
    .array(z.int())
    .refine((looks) => looks.every((look, index) => look > (looks[index - 1] ?? 0)), 'must rise from over 0')
    .optional(),
});
export type PairedWith = DeepReadonly<z.output<typeof pairedWithSchema>>;

export type PairSide = PairedWith['side'];
