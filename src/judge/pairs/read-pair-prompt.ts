import * as z from 'zod';
import { markedRecords } from '../prompt-records.js';
import { questionSchema } from '../read-prompt.js';

const recordsSchema = z.object({
  task: z.string(),
  reference: z.string(),
  questions: z.array(questionSchema.omit({ id: true })),
  first: z.string(),
  second: z.string(),
});

/** What a judge finds in the user message of a pair: the inverse of `pairPrompt`. */
export type PairPromptRecords = Readonly<z.output<typeof recordsSchema>> & {
  readonly nonce: string;
  readonly id: string;
};

/** Undefined: not a prompt about a pair. The embedded judge reads its requests with it. */
export function readPairPrompt(userText: string): PairPromptRecords | undefined {
  const marked = markedRecords(userText, Object.keys(recordsSchema.shape));
  const records = recordsSchema.safeParse(marked?.values).data;
  const id = /Its id is (p[0-9a-z]{6})$/.exec(userText)?.[1];
  if (marked === undefined || records === undefined || id === undefined) return undefined;
  return { nonce: marked.nonce, id, ...records };
}
