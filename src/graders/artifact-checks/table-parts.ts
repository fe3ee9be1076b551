import { part, show } from '../findings.js';
import type { FindingPart } from '../grade.js';
import { isNear, plainNumber } from '../numbers.js';
import type { TableRules } from './table-keys.js';

/** A table as read from a miner's file; every row is as wide as the header. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What in the rules no table can meet, one sentence each. */
export function tableProblems({ rows, columns = [], cells = [], sums = [] }: TableRules): readonly string[] {
  const named = columns.length === 0 ? [] : [...cells, ...sums].map(({ column }) => column);
  return [
    ...named
      .filter((column) => !columns.includes(column))
      .map((column) => `${show(column)} is not in \`columns\``),
    ...cells
      .filter(({ row }) => rows !== undefined && row > rows)
      .map(({ row }) => `row ${row} lies beyond \`rows\``),
  ];
}

/** Whether the rules ask for anything at all. */
export function asksForTable({ rows, columns, cells, sums }: TableRules): boolean {
  return [rows, columns, cells, sums].some((rule) => rule !== undefined);
}

/** One part a rule. Cells compare as numbers where both are plain numbers, else as trimmed text. */
export function tableParts(
  table: Table,
  { rows, columns, cells = [], sums = [] }: TableRules,
): readonly FindingPart[] {
  const { header } = table;
  const hasColumns =
    columns?.length === header.length && columns.every((name, index) => name === header[index]);
  const names = `the columns are ${show(header.join(','))}`;
  return [
    ...(rows === undefined
      ? []
      : [part('rows', table.rows.length === rows, `${table.rows.length} rows, ${rows} wanted`)]),
    ...(columns === undefined
      ? []
      : [part('columns', hasColumns, `${names}, ${show(columns.join(','))} wanted`)]),
    ...cells.map((wanted) => cellPart(table, wanted)),
    ...sums.map((wanted) => sumPart(table, wanted)),
  ];
}

/** The table against all its rows, `wanted` with the header first. */
export function sameTablePart(table: Table, wanted: readonly (readonly string[])[]): FindingPart {
  const found = [table.header, ...table.rows];
  const at = wanted.findIndex((row, index) => {
    const other = found[index];
    return other?.length !== row.length || row.some((value, column) => !sameCell(other[column] ?? '', value));
  });
  if (at >= 0)
    return part(
      'equals',
      false,
      `${at === 0 ? 'the header' : `row ${at}`} is ${show((found[at] ?? []).join(','))}, ${show((wanted[at] ?? []).join(','))} wanted`,
    );
  return part(
    'equals',
    found.length === wanted.length,
    `${found.length - 1} rows, ${wanted.length - 1} wanted`,
  );
}

function cellPart(
  table: Table,
  { row, column, value }: { row: number; column: string; value: string | number },
): FindingPart {
  const found = cellsOf(table, column)?.[row - 1];
  const isMet = found !== undefined && sameCell(found, String(value));
  const shown = found === undefined ? 'is missing' : `is ${show(found)}`;
  return part(
    `cell ${row} ${column}`,
    isMet,
    `${column} of row ${row} ${shown}, ${show(String(value))} wanted`,
  );
}

function sumPart(table: Table, wanted: { column: string; value: number; tolerance: number }): FindingPart {
  const { column, value, tolerance } = wanted;
  const numbers = cellsOf(table, column)?.map(plainNumber);
  const id = `sum ${column}`;
  if (numbers === undefined) return part(id, false, `there is no one column ${show(column)}`);
  if (numbers.includes(undefined)) return part(id, false, `${column} holds a cell that is not a number`);
  const sum = numbers.reduce<number>((total, term) => total + (term ?? 0), 0);
  // Decimal cents do not add up exactly in binary.
  const isMet = isNear(sum, value, { tolerance: tolerance + 1e-9 * numbers.length, relative: 1e-9 });
  return part(id, isMet, `${column} adds up to ${Number(sum.toPrecision(12))}, ${value} wanted`);
}

/** Undefined where no column, or more than one, has this name. */
function cellsOf({ header, rows }: Table, column: string): readonly string[] | undefined {
  const at = header.indexOf(column);
  return at < 0 || header.lastIndexOf(column) !== at ? undefined : rows.map((row) => row[at] ?? '');
}

function sameCell(found: string, wanted: string): boolean {
  const [left, right] = [plainNumber(found), plainNumber(wanted)];
  return left !== undefined && right !== undefined ? isNear(left, right) : found.trim() === wanted.trim();
}
