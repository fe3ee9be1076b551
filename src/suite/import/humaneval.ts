import * as z from 'zod';
import { leftOut } from './converted.js';
import type { ImportFormat } from './converted.js';
import { pythonTask } from './python-task.js';

const text = z.string().min(1).max(100_000);
const row = z.object({
  task_id: z.union([z.string(), z.number()]),
  prompt: text,
  entry_point: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/),
  canonical_solution: text,
  test: text,
});

/** A function to complete: `{task_id, prompt, entry_point, canonical_solution, test}`, the test with check(candidate). */
export const humaneval: ImportFormat = {
  title: 'HumanEval',
  weaknesses: ['Hidden tests are those of the file: few for each function, and the same in every attempt.'],
  convert: async ({ number, value }, services) => {
    const checked = row.safeParse(value);
    if (!checked.success)
      return leftOut(
        `humaneval-${number}`,
        `"${String(checked.error.issues[0]?.path[0])}" is missing or no text`,
      );
    const { task_id: id, prompt, entry_point: entry, canonical_solution: rest, test: tests } = checked.data;
    const ask = () => `Complete this Python function:\n\n${prompt.trim()}`;
    const solution = `${prompt}${rest}`;
    return pythonTask(String(id), { style: 'check', prompt, solution, tests, entry, ask }, services);
  },
};
