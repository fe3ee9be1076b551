import type { Json, JsonObject } from '../lib/json.js';

/**
 * `{{name}}` in a suite's texts. A name is a letter and then letters, digits or `_`; anything else between braces is
 * text. Values are put in once: a value that itself holds `{{name}}` stays as it is.
 */
const placeholder = /\{\{([A-Za-z][A-Za-z0-9_]*)\}\}/g;

export type Values = Readonly<Record<string, Json | undefined>>;

/** Always text: numbers as JavaScript prints them, lists and maps as JSON. Throws RangeError on a name without a value. */
export function fillText(text: string, values: Values): string {
  return text.replace(placeholder, (_, name: string) => asText(valueOf(name, values)));
}

/** Every text inside `value`; a text that is exactly `{{name}}` becomes the value itself, of its own JSON type. */
export function fillJson(value: Json, values: Values): Json {
  if (typeof value === 'string') {
    const whole = wholeName(value);
    return whole === undefined ? fillText(value, values) : valueOf(whole, values);
  }
  if (Array.isArray(value)) return value.map((item: Json) => fillJson(item, values));
  if (value === null || typeof value !== 'object') return value;
  return fillObject(value as JsonObject, values);
}

/** Keys are never templates. */
export function fillObject(value: JsonObject, values: Values): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      member === undefined ? undefined : fillJson(member, values),
    ]),
  );
}

/** The name of a text that is one placeholder and nothing else. */
export function wholeName(text: string): string | undefined {
  const names = namesIn(text);
  return names.length === 1 && text === `{{${names[0]}}}` ? names[0] : undefined;
}

/** The names a text asks for, in order, repeats kept. */
export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(placeholder)].map((match) => match[1] ?? '');
}

export function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function valueOf(name: string, values: Values): Json {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) throw new RangeError(`{{${name}}} has no value`);
  return value;
}
