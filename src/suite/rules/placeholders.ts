import { closest } from '../../lib/closest.js';
import { isJsonObject } from '../../lib/json.js';
import type { Json } from '../../lib/json.js';
import { inTask } from '../draft.js';
import type { Mistake, SuiteDraft, TaskDraft } from '../draft.js';
import { quoted } from '../problem.js';
import { asText, namesIn } from '../template.js';
import type { YamlPath } from '../yaml-source.js';
import { valueAt } from '../zod-problems.js';

/** `{{name}}` and the table of values. */

export function* placeholders({ tasks }: SuiteDraft): Iterable<Mistake> {
  for (const draft of tasks) yield* placeholderMistakes(draft);
}

/** Everything against a task's templates; none = each variant can be filled in. */
export function* placeholderMistakes(draft: Pick<TaskDraft, 'source' | 'path' | 'task'>): Iterable<Mistake> {
  const used = templates(draft);
  const columns = Object.keys(draft.task.variants[0] ?? {});
  yield* missingValues(draft, used, columns);
  yield* badSpelling(draft, used);
  yield* table(draft, columns);
  yield* unfolded(draft, used);
  for (const column of columns.filter((name) => !used.some(({ names }) => names.includes(name))))
    yield inTask(draft, ['variants', 0, column], {
      what: `the value ${quoted(column)} is used nowhere`,
      fix: `write {{${column}}} where it belongs, or remove the column`,
      at: 'key',
    });
}

interface Template {
  readonly steps: YamlPath;
  readonly text: string;
  readonly names: readonly string[];
}

function* missingValues(
  draft: Pick<TaskDraft, 'source' | 'path'>,
  used: readonly Template[],
  columns: readonly string[],
): Iterable<Mistake> {
  for (const { steps, names } of used)
    for (const name of new Set(names))
      if (name !== 'nonce' && !columns.includes(name)) {
        const meant = closest(name, [...columns, 'nonce']);
        yield inTask(draft, steps, {
          what: `{{${name}}} has no value`,
          fix: meant === undefined ? 'add it to every row of variants' : `did you mean {{${meant}}}?`,
        });
      }
}

/** Characters that all variants of a task may come to: a short table can multiply a long text without end. */
const maxUnfoldedChars = 16_000_000;

function* unfolded(
  { source, path, task }: Pick<TaskDraft, 'source' | 'path' | 'task'>,
  used: readonly Template[],
): Iterable<Mistake> {
  let chars = 0;
  for (const values of task.variants) {
    const lengths = new Map(Object.entries(values).map(([name, value]) => [name, asText(value).length]));
    for (const { text, names } of used)
      chars += text.length + names.reduce((sum, name) => sum + (lengths.get(name) ?? 0), 0);
  }
  if (chars > maxUnfoldedChars)
    yield inTask({ source, path }, ['variants'], {
      what: `the variants unfold to ${chars} characters`,
      fix: `keep them under ${maxUnfoldedChars}: shorter texts, or fewer rows`,
      at: 'key',
    });
}

/** `{{ total }}` would be sent to the miner as it stands. */
function* badSpelling(
  draft: Pick<TaskDraft, 'source' | 'path'>,
  used: readonly Template[],
): Iterable<Mistake> {
  for (const { steps, text } of used) {
    const odd = /\{\{(?:\s+(\w+)\s*|\s*(\w+)\s+)\}\}/.exec(text);
    const name = odd?.[1] ?? odd?.[2];
    if (name !== undefined)
      yield inTask(draft, steps, {
        what: `the braces around ${quoted(name)} hold spaces`,
        fix: `write {{${name}}}`,
      });
  }
}

function* table(
  { source, path, task }: Pick<TaskDraft, 'source' | 'path' | 'task'>,
  columns: readonly string[],
): Iterable<Mistake> {
  const draft = { source, path };
  for (const [row, values] of task.variants.entries()) {
    if (Object.hasOwn(values, 'nonce'))
      yield inTask(draft, ['variants', row, 'nonce'], {
        what: '"nonce" is drawn for every attempt',
        fix: 'give the column another name',
        at: 'key',
      });
    const missing = columns.filter((column) => !Object.hasOwn(values, column));
    const added = Object.keys(values).filter((column) => !columns.includes(column));
    if (missing.length > 0 || added.length > 0)
      yield inTask(draft, ['variants', row], {
        what: `this row has other values than the first (${differences(missing, added)})`,
        fix: 'give every row the same keys',
      });
  }
}

function differences(missing: readonly string[], added: readonly string[]): string {
  return [
    ...missing.map((column) => `no ${quoted(column)}`),
    ...added.map((column) => `also ${quoted(column)}`),
  ].join(', ');
}

/** Keys whose texts are templates; the others hold names and numbers. */
const templateKeys = ['system', 'prompt', 'turns', 'images', 'tools', 'graders', 'oracle', 'wrong'];

function templates({ source, path }: Pick<TaskDraft, 'source' | 'path'>): readonly Template[] {
  const found: Template[] = [];
  const walk = (value: Json | undefined, steps: YamlPath): void => {
    if (typeof value === 'string') found.push({ steps, text: value, names: namesIn(value) });
    else if (Array.isArray(value)) value.forEach((item: Json, index) => walk(item, [...steps, index]));
    else if (isJsonObject(value))
      for (const [key, member] of Object.entries(value)) walk(member, [...steps, key]);
  };
  const written = valueAt(source.value, path);
  if (isJsonObject(written)) for (const key of templateKeys) walk(written[key], [key]);
  return found;
}
