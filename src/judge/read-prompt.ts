import * as z from 'zod';
import { parseJson } from '../lib/json.js';

/** What a judge finds in the user message of a vote: the inverse of `votePrompt`. */
export interface PromptRecords {
  readonly nonce: string;
  readonly task: string;
  readonly reference: string;
  readonly questions: readonly PromptQuestion[];
  readonly candidate: string;
}

const questionSchema = z.object({
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

const recordLine = /^(task|reference|questions|candidate) ([0-9a-f]{24}) (.+)$/;

/** Undefined: not a prompt of ours. The embedded judge reads its requests with it, and tests prove the framing by it. */
export function readPrompt(userText: string): PromptRecords | undefined {
  const found = userText.split('\n').flatMap((text) => {
    const [, name, nonce, json] = recordLine.exec(text) ?? [];
    return name === undefined || nonce === undefined || json === undefined
      ? []
      : [{ name, nonce, value: parseJson(json) }];
  });
  const nonce = found[0]?.nonce;
  if (nonce === undefined || found.length !== 4 || found.some((record) => record.nonce !== nonce))
    return undefined;
  const records = recordsSchema.safeParse(Object.fromEntries(found.map(({ name, value }) => [name, value])));
  return records.success ? { nonce, ...records.data } : undefined;
}
