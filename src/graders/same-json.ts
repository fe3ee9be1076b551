import { isJsonObject } from '../lib/json.js';
import type { Json, JsonObject } from '../lib/json.js';
import { show } from './findings.js';
import { isNear } from './numbers.js';
import { normalized } from './plain-text.js';

/**
 * The first place where two values differ, as a sentence; undefined where they are the same. Keys in any order, lists in
 * theirs; numbers as numbers (1 is 1.0), strings letter for letter after trimming and NFC; nothing missing, nothing more.
 */
export function difference(found: Json, wanted: Json, path = ''): string | undefined {
  if (typeof wanted === 'number' && typeof found === 'number')
    return isNear(found, wanted) ? undefined : differs(path, found, wanted);
  if (typeof wanted === 'string' && typeof found === 'string')
    return tidy(found) === tidy(wanted) ? undefined : differs(path, found, wanted);
  if (isList(wanted) && isList(found)) return listDifference(found, wanted, path);
  if (isJsonObject(wanted) && isJsonObject(found)) return objectDifference(found, wanted, path);
  return found === wanted ? undefined : differs(path, found, wanted);
}

function listDifference(found: readonly Json[], wanted: readonly Json[], path: string): string | undefined {
  if (found.length !== wanted.length)
    return `${place(path)} has ${found.length} items, ${wanted.length} wanted`;
  return firstDefined(wanted, (item, index) => difference(found[index] ?? null, item, `${path}[${index}]`));
}

function objectDifference(found: JsonObject, wanted: JsonObject, path: string): string | undefined {
  const extra = Object.keys(found).find((key) => !Object.hasOwn(wanted, key));
  if (extra !== undefined) return `${place(path)} has a key ${show(extra)} that is not wanted`;
  return firstDefined(Object.entries(wanted), ([key, member]) => {
    if (member === undefined) return undefined;
    const value = Object.hasOwn(found, key) ? found[key] : undefined;
    if (value === undefined) return `${place(path)} lacks ${show(key)}`;
    return difference(value, member, path === '' ? key : `${path}.${key}`);
  });
}

function firstDefined<Item, Result>(
  items: readonly Item[],
  of: (item: Item, index: number) => Result | undefined,
): Result | undefined {
  for (const [index, item] of items.entries()) {
    const result = of(item, index);
    if (result !== undefined) return result;
  }
  return undefined;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function tidy(text: string): string {
  return normalized(text, 'NFC').trim();
}

function differs(path: string, found: Json, wanted: Json): string {
  return `${place(path)} is ${showJson(found)}, ${showJson(wanted)} wanted`;
}

function place(path: string): string {
  return path === '' ? 'it' : path.slice(0, 120);
}

function showJson(value: Json): string {
  if (typeof value === 'string') return show(value);
  if (isList(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
