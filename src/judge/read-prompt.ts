import * as z from 'zod';
import { markedRecords } from './prompt-records.js';

/** What a judge finds in the user message of a vote: the inverse of `votePrompt`. */
export interface PromptRecords {
  readonly nonce: string;
  readonly task: string;
  readonly reference: string;
  readonly questions: readonly PromptQuestion[];
  readonly candidate: string;
}

export const questionSchema = z.object({
  id: z.string(),
  kind: z.enum(['present', 'absent']),
  question: z.string(),
});
export type PromptQuestion = z.output<typeof questionSchema>;

const recordsSchema = z.object({
  task: z.string(),
  reference: z.string(),
  questions: z.array(questionSchema),
  candidate: z.string(),
});

/** Undefined: not a prompt of ours. The embedded judge reads its requests with it, and tests prove the framing by it. */
export function readPrompt(userText: string): PromptRecords | undefined {
  const marked = markedRecords(userText, Object.keys(recordsSchema.shape));
  const records = recordsSchema.safeParse(marked?.values).data;
  return marked === undefined || records === undefined ? undefined : { nonce: marked.nonce, ...records };
}
