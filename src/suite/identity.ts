import { digestOf } from '../lib/digest.js';
import type { Json } from '../lib/json.js';
import type { SuiteCard, Task } from './task.js';

/**
 * SHA-256 over the canonical JSON of card, tasks and the SHA-256 of every asset: comments, the order of keys and how a
 * text is written change nothing, everything that means something does. The suite's name is left out, so that a copy
 * in another folder is the same suite, and so is the name of its templates, whose text is in the tasks. `assets`: path in the tasks → SHA-256.
 */
export function suiteDigest(
  card: SuiteCard,
  tasks: readonly Task[],
  assets: ReadonlyMap<string, string>,
): string {
  return digestOf({
    format: 'janus-bench/suite@1',
    card: asJson({ ...card, name: undefined, templates: undefined }),
    tasks: tasks.map(asJson),
    assets: Object.fromEntries(assets),
  });
}

/** Cards and tasks hold only what YAML can, and undefined for what was left out. */
function asJson(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
