import * as z from 'zod';
import type { JsonObject } from '../../lib/json.js';
import { leftOut } from './converted.js';
import type { Converted, ImportFormat } from './converted.js';
import { questionTask } from './question.js';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const text = z.string().max(20_000);
const listed = z.object({
  question: text.min(1),
  choices: z
    .array(z.union([text, z.number().transform(String)]))
    .min(2)
    .max(26),
  answer: z.union([z.int().min(0), z.string().min(1).max(20)]),
  subject: z.string().optional(),
});
const columned = z.object({ question: text.min(1), a: text, b: text, c: text, d: text, answer: text });

/** Questions with options: JSON `{question, choices, answer, subject?}`, or CSV `question,A,B,C,D,answer`. */
export const mmlu: ImportFormat = {
  title: 'MMLU',
  weaknesses: ['Of four options one is right: guessing earns 25 of 100.'],
  columns: ['question', 'a', 'b', 'c', 'd', 'answer'],
  convert: ({ number, value }) => {
    const name = `mmlu-${number}`;
    const options = readOptions(value);
    if (options === undefined) return leftOut(name, 'it has no question, options and answer');
    const index = indexOf(options.answer, options.choices.length);
    if (index === undefined) return leftOut(name, 'its answer names none of its options');
    return choiceTask({ ...options, name, index });
  },
};

export interface Choice {
  readonly name: string;
  readonly question: string;
  readonly choices: readonly string[];
  /** Of the right one, from 0. */
  readonly index: number;
  readonly subject: string;
}

export function choiceTask({ name, question, choices, index, subject }: Choice): Converted {
  const options = choices.map((_, at) => letters.charAt(at));
  const lines = choices.map((choice, at) => `${options[at]}) ${choice.trim()}`);
  const task = questionTask({
    prompt: `${question.trim()}\n\n${lines.join('\n')}`,
    ask: 'the letter of the right option alone',
    grader: { type: 'choice', answer: options[index] ?? '', options },
    answer: options[index] ?? '',
    wrong: options.filter((_, at) => at !== index).slice(0, 3),
  });
  return { kind: 'task', name, category: subject, task };
}

function readOptions(
  value: JsonObject,
): (Omit<Choice, 'name' | 'index'> & { answer: string | number }) | undefined {
  const list = listed.safeParse(value);
  if (list.success) return { ...list.data, subject: list.data.subject ?? 'knowledge' };
  const columns = columned.safeParse(value);
  if (!columns.success) return undefined;
  const { question, a, b, c, d, answer } = columns.data;
  return { question, choices: [a, b, c, d], answer, subject: 'knowledge' };
}

/** `2`, `"2"` (from 0) and `"C"`. */
export function indexOf(answer: string | number, count: number): number | undefined {
  const word = String(answer).trim().toUpperCase();
  const index = /^\d{1,2}$/.test(word) ? Number(word) : word.length === 1 ? letters.indexOf(word) : -1;
  return index >= 0 && index < count ? index : undefined;
}
