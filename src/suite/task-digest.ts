import { digestOf } from '../lib/digest.js';
import type { Json } from '../lib/json.js';
import type { SuiteCard, Task } from './task.js';

/**
 * SHA-256 over what can change a task's answer, its grade or what they count for: all that is sent, tools and their
 * results, graders, variants, targets, the bytes of its assets and modules, what its category feeds. Sample answers,
 * difficulty and template are left out: an author may mend them without anything to measure again.
 * `assets`: path → SHA-256 of each that the task names.
 */
export function taskDigest(
  task: Task,
  { card, assets }: { readonly card: SuiteCard; readonly assets: ReadonlyMap<string, string> },
): string {
  const definition = {
    ...task,
    oracle: undefined,
    wrong: undefined,
    difficulty: undefined,
    template: undefined,
  };
  const { feeds, kinds } = card.categories[task.category] ?? { feeds: 'none', kinds: [] };
  return digestOf({
    format: 'janus-bench/task@1',
    task: asJson(definition),
    category: { feeds, kinds: [...kinds] },
    assets: Object.fromEntries(assets),
  });
}

/** Tasks hold only what YAML can, and undefined for what was left out. */
function asJson(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
