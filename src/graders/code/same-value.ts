import { canonicalJson } from '../../lib/canonical-json.js';
import { isJsonObject } from '../../lib/json.js';
import type { Json, JsonObject } from '../../lib/json.js';
import type { CodeSpec } from './code-spec.js';

/**
 * Whether a serialised value of the sandbox is the wanted one. Exact: the same structure, keys, sets and maps in any
 * order, 0 and -0 the same. `unordered`: besides, the outermost list in any order. `tolerance`: exact but for numbers, of
 * which |found − wanted| ≤ tolerance · max(1, |wanted|).
 */
export function isSameValue(found: Json, wanted: Json, compare: CodeSpec['compare']): boolean {
  if (typeof compare === 'object') return isClose(settled(found), settled(wanted), compare.tolerance);
  const anyOrder = compare === 'unordered';
  return textOf(found, anyOrder) === textOf(wanted, anyOrder);
}

function textOf(value: Json, anyOrder: boolean): string {
  const plain = settled(value);
  return canonicalJson(anyOrder && isList(plain) ? sorted(plain) : plain);
}

/** The value with one form for what has no order or two spellings. */
function settled(value: Json): Json {
  if (isList(value)) return value.map(settled);
  if (!isJsonObject(value)) return value;
  if (Object.keys(value).length === 1) {
    const { $: special, $set: set, $map: map } = value;
    if (special === '-0') return 0;
    if (set !== undefined && isList(set)) return { $set: sorted(set.map(settled)) };
    if (map !== undefined && isList(map)) return { $map: sorted(map.map(settled)) };
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, member === undefined ? member : settled(member)]),
  );
}

function sorted(items: readonly Json[]): readonly Json[] {
  const keyed = items.map((item) => ({ item, key: canonicalJson(item) }));
  return keyed.sort((left, right) => (left.key < right.key ? -1 : 1)).map(({ item }) => item);
}

function isClose(found: Json, wanted: Json, tolerance: number): boolean {
  const [one, other] = [numberOf(found), numberOf(wanted)];
  if (one !== undefined && other !== undefined)
    return one === other || Math.abs(one - other) <= tolerance * Math.max(1, Math.abs(other));
  if (isList(found) && isList(wanted))
    return (
      found.length === wanted.length &&
      wanted.every((item, index) => isClose(found[index] ?? null, item, tolerance))
    );
  if (isJsonObject(found) && isJsonObject(wanted)) return areMembersClose(found, wanted, tolerance);
  return found === wanted;
}

function areMembersClose(found: JsonObject, wanted: JsonObject, tolerance: number): boolean {
  const keys = Object.keys(wanted);
  return (
    keys.length === Object.keys(found).length &&
    keys.every(
      (key) => Object.hasOwn(found, key) && isClose(found[key] ?? null, wanted[key] ?? null, tolerance),
    )
  );
}

/** A whole number beyond 2^53 comes as `$int`; a tolerance means that its last digits do not count. */
function numberOf(value: Json): number | undefined {
  if (typeof value === 'number') return value;
  if (!isJsonObject(value) || Object.keys(value).length !== 1) return undefined;
  const { $int: digits } = value;
  return typeof digits === 'string' && /^-?\d{1,400}$/.test(digits) ? Number(digits) : undefined;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
