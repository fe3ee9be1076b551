import { BenchError } from '../../errors/bench-error.js';
import { readCsv } from '../../graders/csv-text.js';
import { isTooDeep } from '../../lib/json-depth.js';
import { isJsonObject, parseJson } from '../../lib/json.js';
import type { Json } from '../../lib/json.js';
import { quoted } from '../problem.js';
import type { Row } from './converted.js';

/** More than any of the known files has, and than a suite may hold. */
const maxRows = 20_000;
const maxRowChars = 1_000_000;

export interface RowsInput {
  readonly file: string;
  readonly text: string;
  /** Names of the columns of a CSV without a header line. */
  readonly columns?: readonly string[] | undefined;
}

/**
 * The rows of a file: CSV where its name ends so, else one JSON object a line or one list of them. Throws
 * BenchError('usage') with the first line that cannot be read.
 */
export function readRows({ file, text, columns }: RowsInput): readonly Row[] {
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const rows = /\.csv$/i.test(file) ? csvRows(file, bare, columns) : jsonRows(file, bare);
  if (rows.length === 0) throw refused(`${quoted(file)} holds no row`);
  if (rows.length > maxRows)
    throw refused(`${quoted(file)} holds ${rows.length} rows, ${maxRows} at most`, 'Split it.');
  return rows;
}

function jsonRows(file: string, text: string): readonly Row[] {
  if (text.trimStart().startsWith('[')) return listRows(file, text);
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, index) =>
    line.trim() === '' ? [] : [rowOf(parsed(line), { file, number: index + 1, unit: 'line' })],
  );
}

function listRows(file: string, text: string): readonly Row[] {
  const list = isTooDeep(text) ? undefined : parseJson(text);
  if (!Array.isArray(list)) throw refused(`${quoted(file)} is neither JSON Lines nor a JSON list`);
  const items: readonly Json[] = list;
  return items.map((item, index) => rowOf(item, { file, number: index + 1, unit: 'item' }));
}

function parsed(line: string): Json | undefined {
  return line.length > maxRowChars || isTooDeep(line) ? undefined : parseJson(line);
}

function rowOf(
  value: Json | undefined,
  { file, number, unit }: { readonly file: string; readonly number: number; readonly unit: string },
): Row {
  if (isJsonObject(value)) return { number, value };
  throw refused(`${quoted(file)}: ${unit} ${number} is no JSON object of at most ${maxRowChars} characters`);
}

function csvRows(file: string, text: string, columns: readonly string[] | undefined): readonly Row[] {
  const reading = readCsv(text);
  if (reading.kind === 'not_csv') throw refused(`${quoted(file)} cannot be read: ${reading.reason}`);
  const { header, rows } = reading;
  const isHeaded = columns === undefined || header.at(-1)?.toLowerCase() === columns.at(-1);
  const names = isHeaded ? header.map((name) => name.toLowerCase()) : columns;
  if (!isHeaded && header.length !== columns.length)
    throw refused(`${quoted(file)} has ${header.length} columns, ${columns.length} are wanted`);
  return (isHeaded ? rows : [header, ...rows]).map((cells, index) => ({
    number: index + 1,
    value: Object.fromEntries(cells.map((cell, column) => [names[column] ?? `column ${column + 1}`, cell])),
  }));
}

function refused(what: string, hint = 'See docs/writing-suites.md for the formats.'): BenchError {
  return new BenchError('usage', what, { hint });
}
