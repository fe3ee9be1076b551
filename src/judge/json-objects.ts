import { isJsonObject, parseJson } from '../lib/json.js';
import type { JsonObject } from '../lib/json.js';

/** Longer replies are cut, and more opening braces than this are not tried: a reply costs us bounded work. */
const longestText = 64_000;
const mostStarts = 200;

/** The outermost JSON objects in a text, in order: alone, in a fenced block or among prose. */
export function jsonObjectsIn(text: string): readonly JsonObject[] {
  const source = text.slice(0, longestText);
  const objects: JsonObject[] = [];
  let from = 0;
  for (let starts = 0; starts < mostStarts; starts++) {
    const start = source.indexOf('{', from);
    if (start < 0) break;
    const end = endOfObject(source, start);
    const value = end === undefined ? undefined : parseJson(source.slice(start, end));
    if (isJsonObject(value)) objects.push(value);
    from = end !== undefined && isJsonObject(value) ? end : start + 1;
  }
  return objects;
}

/** Just past the brace that closes the one at `start`; braces in strings do not count. */
function endOfObject(source: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = start; at < source.length; at++) {
    const character = source[at];
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}
