import { inert } from './inert.js';

export type CsvValue = string | number | boolean | null | undefined;

/** RFC 4180: fields joined by commas, each line ended by CRLF. */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvField).join(',')}\r\n`;
}

/**
 * One field. Text is made inert and, where a spreadsheet would take it for a formula, gets an apostrophe in front
 * (OWASP, CSV injection). Nothing measured is an empty field, never 0.
 */
export function csvField(value: CsvValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const line = inert(value, 1_000);
  const guarded = formulaStart.test(line) ? `'${line}` : line;
  return /[",\r\n']|^\s|\s$/u.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** Also the full-width forms, which some programs fold. */
const formulaStart = /^[\s"']*[=+\-@|%＝＋－＠]/u;
