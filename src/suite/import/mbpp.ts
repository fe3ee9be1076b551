import * as z from 'zod';
import { leftOut } from './converted.js';
import type { ImportFormat } from './converted.js';
import { pythonTask } from './python-task.js';

const text = z.string().min(1).max(100_000);
const row = z
  .object({
    task_id: z.union([z.string(), z.number()]),
    text: text.optional(),
    prompt: text.optional(),
    code: text,
    test_list: z.array(text).min(1).max(200),
    challenge_test_list: z.array(text).max(200).default([]),
    test_setup_code: z.string().max(100_000).default(''),
    test_imports: z.array(text).max(50).default([]),
  })
  .refine((value) => value.text !== undefined || value.prompt !== undefined, { path: ['text'] });

/** A function to write: `{task_id, text | prompt, code, test_list, …}`, each test an assert that calls it by its name. */
export const mbpp: ImportFormat = {
  title: 'MBPP',
  weaknesses: ['Hidden tests are those of the file: few for each function, and the same in every attempt.'],
  convert: async ({ number, value }, services) => {
    const checked = row.safeParse(value);
    if (!checked.success)
      return leftOut(`mbpp-${number}`, `"${String(checked.error.issues[0]?.path[0])}" is missing or no text`);
    const { data } = checked;
    const asserts = [...data.test_list, ...data.challenge_test_list];
    // One test shows the function's name and the shape of its arguments; all would tell what to return.
    const ask = (entry: string) =>
      `${(data.prompt ?? data.text ?? '').trim()}\n\nThe function is called ${entry}. This must hold:\n\n${(asserts[0] ?? '').trim()}`;
    const tests = [...data.test_imports, data.test_setup_code, ...asserts].join('\n');
    const solution = data.code.replaceAll('\r\n', '\n');
    return pythonTask(
      `mbpp-${data.task_id}`,
      { style: 'asserts', prompt: '', solution, tests, ask },
      services,
    );
  },
};
