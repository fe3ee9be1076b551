import type { AttemptRecord } from '../results/attempt-record.js';
import type { View } from './view.js';

/**
 * The whole result, exact. Characters that a terminal, a browser or a reader's eye could take for something else are
 * written as escapes: the value is the same once parsed.
 */
export function renderJson({ result }: View): string {
  return jsonFile(result);
}

/** One attempt as the journal keeps it, in the same safe writing. */
export function renderAttemptJson(record: AttemptRecord): string {
  return jsonFile(record);
}

/** A value as JSON on one line, in the same safe writing. */
export function safeJson(value: unknown): string {
  return escapeHidden(JSON.stringify(value));
}

/** A value as a JSON file, indented, in the same safe writing. */
export function jsonFile(value: unknown): string {
  return `${escapeHidden(JSON.stringify(value, null, 2))}\n`;
}

/** A comparison, or several, exact and in the same safe writing. */
export function renderComparisonJson(value: object | undefined): string {
  return jsonFile(value ?? null);
}

/** JSON text without `<`, `>`, `&`, `##[` (a command in the log of GitHub Actions) and any character that does not show; line breaks and spaces of the layout stay. */
export function escapeHidden(json: string): string {
  return json.replace(
    /[<>&]|(?<=#)#(?=\[)|[^\P{C}\n]|[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu,
    (character) =>
      Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
        .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
        .join(''),
  );
}
