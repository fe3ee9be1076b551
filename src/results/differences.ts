import { isJsonObject, type Json } from '../lib/json.js';

export interface Difference {
  /** `attempts[3].quality`. */
  readonly path: string;
  /** As JSON; `nothing` where it is absent. */
  readonly found: string;
  readonly expected: string;
}

/** Every leaf in which two JSON values differ, in the order of the expected one. */
export function differences(
  found: Json | undefined,
  expected: Json | undefined,
  path = '',
): readonly Difference[] {
  if (isJsonObject(found) && isJsonObject(expected)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
    return [...keys].flatMap((key) =>
      differences(found[key], expected[key], path === '' ? key : `${path}.${key}`),
    );
  }
  if (isList(found) && isList(expected)) {
    const length = Math.max(found.length, expected.length);
    return Array.from({ length }, (_, index) =>
      differences(found[index], expected[index], `${path}[${index}]`),
    ).flat();
  }
  const [left, right] = [shown(found), shown(expected)];
  return left === right ? [] : [{ path, found: left, expected: right }];
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
