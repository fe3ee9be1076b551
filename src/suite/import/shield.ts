import { isJsonObject } from '../../lib/json.js';
import type { Json, JsonObject } from '../../lib/json.js';

/** The value that stands for two braces, where a foreign text has them. */
const openBraces = 'openBraces';

/**
 * A task whose texts come from a foreign file, so that nothing in them is taken for `{{name}}`: two braces become a value
 * that is put in when the task is sent. Half surrogates, which no file can hold, become U+FFFD.
 */
export function shielded(task: JsonObject): JsonObject {
  const safe = mapTexts(task, (text) => text.toWellFormed().replaceAll('{{', `{{${openBraces}}}`));
  const hasBraces = JSON.stringify(task).includes('{{');
  return hasBraces ? { ...safe, variants: [{ [openBraces]: '{{' }] } : safe;
}

function mapTexts(value: JsonObject, change: (text: string) => string): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      member === undefined ? undefined : mapText(member, change),
    ]),
  );
}

function mapText(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item: Json) => mapText(item, change));
  return isJsonObject(value) ? mapTexts(value, change) : value;
}
