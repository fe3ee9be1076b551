import { isJsonObject } from '../lib/json.js';
import type { Json } from '../lib/json.js';
import type { Mistake } from './draft.js';
import { categoryFiles } from './category-files.js';
import { findNamedSuite } from './find-suite.js';
import type { SuiteProblem } from './problem.js';
import { quoted } from './problem.js';
import { readSource } from './read-source.js';
import type { YamlSource } from './yaml-source.js';
import { adviceOn, valueAt } from './zod-problems.js';

/** The suite that a card's key `templates` names: what its tasks say holds for every task here that does not say it. */
export interface Templates {
  /**
   * The own file of a category with every task completed: what the task of the same id has there and not here. Places
   * lead to the file a value came from. Without a value where the other file cannot be read.
   */
  readonly complete: (own: YamlSource, category: string) => Promise<Completed>;
}

export interface Completed {
  readonly source: YamlSource;
  /** Of the other suite's file. */
  readonly problems: readonly SuiteProblem[];
  readonly mistakes: readonly Mistake[];
}

interface Place {
  /** The suite that names its templates. */
  readonly folder: string;
  readonly cardSource: YamlSource;
  readonly searchPath: readonly string[];
}

/**
 * Finds the suite `name` among those that have a name: shipped, or below `searchPath`. A mistake tells why it cannot serve:
 * there is none, it is the suite itself, or it has templates of its own.
 */
export async function openTemplates(name: string, place: Place): Promise<Templates | Mistake> {
  const refuse = (what: string, fix: string): Mistake => {
    return { source: place.cardSource, path: ['templates'], at: 'value', what, fix };
  };
  const found = await findNamedSuite(name, place.searchPath);
  if (found.kind === 'none') return refuse(`there is no suite ${quoted(name)}`, adviceOn(name, found.known));
  const { folder } = found;
  if (folder === place.folder) return refuse('a suite cannot be its own templates', 'name another suite');
  const { source: card } = await readSource(folder, 'suite.yaml');
  if (isJsonObject(card.value) && card.value['templates'] !== undefined)
    return refuse(
      `${quoted(name)} has templates of its own`,
      'name the suite that its tasks are written out in',
    );
  return { complete: (own, category) => complete(own, { category, name, folder, card }) };
}

interface Base {
  readonly category: string;
  readonly name: string;
  readonly folder: string;
  readonly card: YamlSource;
}

async function complete(own: YamlSource, { category, name, folder, card }: Base): Promise<Completed> {
  const unread = { ...own, value: undefined };
  const refuse = (what: string, fix: string): Completed => {
    const mistake = { source: own, path: [], at: 'value', what, fix } as const;
    return { source: unread, problems: [], mistakes: [mistake] };
  };
  const file = categoryFiles(card.value).find((candidate) => candidate.category === category)?.file;
  if (file === undefined)
    return refuse(`${quoted(name)} has no category ${quoted(category)}`, 'remove it here');
  const { source: base, problems, refusal } = await readSource(folder, file);
  if (refusal !== undefined) return refuse(`of ${quoted(name)} ${refusal.what}`, refusal.fix);
  if (!Array.isArray(base.value)) return { source: unread, problems, mistakes: [] };
  if (!Array.isArray(own.value)) return { source: own, problems, mistakes: [] };
  const origin = `${category} of ${quoted(name)}`;
  return { ...merge({ own, items: own.value, base, templates: base.value, origin }), problems };
}

interface Parts {
  readonly own: YamlSource;
  readonly items: readonly Json[];
  readonly base: YamlSource;
  readonly templates: readonly Json[];
  /** Where the templates stand, for messages. */
  readonly origin: string;
}

/** An item of the completed list: where it stands in both files. */
interface Item {
  readonly ownIndex: number;
  readonly baseIndex: number | undefined;
}

function merge({ own, items, base, templates, origin }: Parts): Omit<Completed, 'problems'> {
  const byId = new Map<string, number>();
  for (const [index, template] of templates.entries()) {
    const id = idOf(template);
    if (id !== undefined && !byId.has(id)) byId.set(id, index);
  }
  const known = [...byId.keys()];
  const kept: Item[] = [];
  const mistakes: Mistake[] = [];
  for (const [ownIndex, item] of items.entries()) {
    const id = idOf(item);
    const baseIndex = id === undefined ? undefined : byId.get(id);
    if (id === undefined || baseIndex !== undefined) kept.push({ ownIndex, baseIndex });
    else
      mistakes.push({
        source: own,
        path: [ownIndex, 'id'],
        at: 'value',
        what: `${origin} has no task ${quoted(id)}`,
        fix: adviceOn(id, known),
      });
  }
  const given = new Set(items.map(idOf));
  const left = known.filter((id) => !given.has(id));
  if (left.length > 0)
    mistakes.push({ source: own, path: [], at: 'value', level: 'warning', ...leftOut(left, origin) });
  const value = kept.map(({ ownIndex, baseIndex }) =>
    completed(items[ownIndex] ?? null, templates[baseIndex ?? -1]),
  );
  return { source: mergedSource({ own, base, value, kept }), mistakes };
}

function completed(item: Json, template: Json | undefined): Json {
  return isJsonObject(item) && isJsonObject(template) ? { ...template, ...item } : item;
}

function leftOut(left: readonly string[], origin: string): { what: string; fix: string } {
  const listed = left.slice(0, 3).map(quoted).join(', ');
  const more = left.length > 3 ? ` and ${left.length - 3} more` : '';
  return { what: `of ${origin} is left out: ${listed}${more}`, fix: 'give each an item with its id' };
}

interface Merged {
  readonly own: YamlSource;
  readonly base: YamlSource;
  readonly value: Json;
  readonly kept: readonly Item[];
}

/** A path leads to the own file, or to the other where only the template has that key. */
function mergedSource({ own, base, value, kept }: Merged): YamlSource {
  return {
    file: own.file,
    value,
    problems: own.problems,
    locate: ([index, ...rest], at) => {
      const item = typeof index === 'number' ? kept[index] : undefined;
      if (item === undefined) return own.locate(index === undefined ? [] : [index, ...rest], at);
      const { ownIndex, baseIndex } = item;
      const isOfTemplate =
        baseIndex !== undefined && !hasKey(own, ownIndex, rest[0]) && hasKey(base, baseIndex, rest[0]);
      return isOfTemplate ? base.locate([baseIndex, ...rest], at) : own.locate([ownIndex, ...rest], at);
    },
  };
}

function hasKey(source: YamlSource, index: number, key: PropertyKey | undefined): boolean {
  return key !== undefined && valueAt(source.value, [index, key]) !== undefined;
}

function idOf(item: Json): string | undefined {
  const id = isJsonObject(item) ? item['id'] : undefined;
  return typeof id === 'string' ? id : undefined;
}
