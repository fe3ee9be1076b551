import type { Json, JsonObject } from '../lib/json.js';
import { isJsonObject } from '../lib/json.js';

/**
 * A result as every comparison may take it: sets in one order, numbers finite, and no object with a key `__proto__`, which
 * becomes a `$map`. Needs a value of bounded depth.
 */
export function canonicalValue(value: Json): Json {
  if (typeof value === 'number') return canonicalNumber(value);
  if (Array.isArray(value)) return value.map((item: Json) => canonicalValue(item));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, canonicalValue(item ?? null)] as const);
  if (entries.some(([key]) => key === '__proto__')) return { $map: entries };
  const object: JsonObject = Object.fromEntries(entries);
  const members = object['$set'];
  return entries.length === 1 && Array.isArray(members) ? { $set: sorted(members) } : object;
}

function canonicalNumber(value: number): Json {
  if (Object.is(value, -0)) return { $: '-0' };
  return Number.isFinite(value) ? value : { $: String(value) };
}

function sorted(members: readonly Json[]): readonly Json[] {
  return members
    .map((member) => ({ member, text: JSON.stringify(member) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ member }) => member);
}
