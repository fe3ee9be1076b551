import { isJsonObject, type Json } from '../../lib/json.js';

/** The value at a path such as `$.items[0].size`; undefined where there is none. */
export function valueAt(root: Json, path: string): Json | undefined {
  let value: Json | undefined = root;
  for (const [, name, index] of path.matchAll(/\.([\p{L}\p{N}_-]+)|\[(\d+)\]/gu)) {
    if (name !== undefined)
      value = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    else value = isList(value) ? value[Number(index)] : undefined;
  }
  return value;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
