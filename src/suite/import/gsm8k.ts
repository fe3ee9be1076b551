import * as z from 'zod';
import { leftOut } from './converted.js';
import type { ImportFormat } from './converted.js';
import { questionTask } from './question.js';

const row = z.object({ question: z.string().min(1).max(100_000), answer: z.string().min(1).max(100_000) });

/** Word problems: `{question, answer}`, the answer's last line `#### 42`. */
export const gsm8k: ImportFormat = {
  title: 'GSM8K',
  weaknesses: ['One whole number each: a wrong way that ends on it passes.'],
  convert: ({ number, value }) => {
    const name = `gsm8k-${number}`;
    const checked = row.safeParse(value);
    if (!checked.success) return leftOut(name, 'it has no "question" and "answer" in words');
    const { question, answer } = checked.data;
    const last = answer.lastIndexOf('####');
    const total = last < 0 ? undefined : readNumber(answer.slice(last + 4));
    if (total === undefined) return leftOut(name, 'its answer does not end in #### and a number');
    // Marks of a calculator, as in <<48/2=24>>, are no part of what a person would say.
    const solution = answer.slice(0, last).replaceAll(/<<[^<>\n]{0,200}>>/g, '');
    const task = questionTask({
      prompt: question,
      ask: 'the number alone',
      grader: { type: 'number', value: total },
      answer: String(total),
      solution,
      wrong: [String(total + 1), `${total} or ${total + 1}`],
    });
    return { kind: 'task', name, category: 'math', task };
  },
};

/** `1,234`, `$5`, `-3.50`; undefined where it is anything else. */
export function readNumber(text: string): number | undefined {
  const plain = text
    .trim()
    .replace(/^([-−]?)\$/, '$1')
    .replace('−', '-')
    .replace(/\.$/, '');
  if (!/^-?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,10})?$/.test(plain)) return undefined;
  const value = Number(plain.replaceAll(',', ''));
  return Number.isSafeInteger(Math.trunc(value)) ? value : undefined;
}
