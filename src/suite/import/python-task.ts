import type { JsonObject } from '../../lib/json.js';
import { leftOut } from './converted.js';
import type { Converted, ImportServices } from './converted.js';
import { translateTests } from './translate-tests.js';
import type { PythonTests } from './translate-tests.js';

/** A task whose answer is a Python function. `ask` is the prompt's text, to which the form of the answer is added. */
export async function pythonTask(
  name: string,
  { ask, ...tests }: PythonTests & { readonly ask: (entry: string) => string },
  services: ImportServices,
): Promise<Converted> {
  const translated = await translateTests(tests, services.sandbox);
  if (translated.kind === 'refused') return leftOut(name, translated.why);
  const { entry, grader } = translated;
  const { solution } = tests;
  const task: JsonObject = {
    prompt: `${ask(entry)}\n\nAnswer with one fenced block of Python that holds all that is needed, imports included, and defines ${entry}.`,
    graders: [grader],
    oracle: [fenced(solution), `This does it:\n\n${fenced(solution)}\n\nIt needs nothing else.`],
    wrong: [
      fenced(`def ${entry}(*values, **options):\n    return None`),
      `I would write a function ${entry} that goes through the values one by one.`,
    ],
  };
  return { kind: 'task', name, category: 'coding', task };
}

/** In a fence longer than any in the code itself. */
function fenced(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}python\n${code.trim()}\n${fence}`;
}
