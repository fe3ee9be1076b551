import * as z from 'zod';
import type { Json } from '../../lib/json.js';
import { readCsv } from '../csv-text.js';
import { utf8Text } from '../data-url.js';
import { part, show } from '../findings.js';
import type { FindingPart } from '../grade.js';
import { isNear, plainNumber } from '../numbers.js';
import { schemaProblem } from '../schema-check.js';
import { defineArtifactCheck } from './artifact-check.js';
import { jsonArtifact } from './json-artifact.js';
import { schemaPart } from './schema-part.js';

const cell = z.union([z.string(), z.number()]);

const keys = z.strictObject({
  ...jsonArtifact.keys.shape,
  rows: z.int().min(0).optional().describe('rows below the header'),
  columns: z.array(z.string().min(1)).min(1).optional().describe('the header, in order'),
  cells: z
    .array(
      z.strictObject({
        row: z.int().min(1).describe('1 is the first below the header'),
        column: z.string(),
        value: cell,
      }),
    )
    .min(1)
    .optional(),
  sums: z
    .array(z.strictObject({ column: z.string(), value: z.number(), tolerance: z.number().min(0).default(0) }))
    .min(1)
    .optional()
    .describe('every cell of the column is a number, and they add up to this'),
});
type CsvSpec = z.output<typeof keys>;
type Table = Extract<ReturnType<typeof readCsv>, { kind: 'table' }>;

/** CSV with a header. Cells compare as numbers where both are plain numbers, else as trimmed text. */
export const csvArtifact = defineArtifactCheck({
  mimeTypes: ['text/csv'],
  keys,
  problems: csvProblems,
  async check({ bytes, spec, bounded }) {
    const text = utf8Text(bytes);
    const reading = text === undefined ? undefined : readCsv(text);
    if (reading?.kind !== 'table')
      return [part('csv', false, `the artifact: ${reading?.reason ?? 'it is not UTF-8 text'}`)];
    return [
      part('csv', true, 'the artifact is CSV'),
      ...tableParts(reading, spec),
      ...(spec.schema === undefined ? [] : [await schemaPart(bounded, spec.schema, asObjects(reading))]),
    ];
  },
});

function csvProblems({
  schema,
  equals,
  rows,
  columns = [],
  cells = [],
  sums = [],
}: CsvSpec): readonly string[] {
  const broken = schema === undefined ? undefined : schemaProblem(schema);
  const named = [...cells, ...sums].map(({ column }) => column);
  const asks =
    [schema, equals, rows].some((value) => value !== undefined) || columns.length + named.length > 0;
  const unread = equals !== undefined && wantedTable(equals) === undefined;
  return [
    ...(asks ? [] : ['it checks nothing: give `equals`, `rows`, `columns`, `cells`, `sums` or `schema`']),
    ...(broken === undefined ? [] : [`the schema is broken: ${broken}`]),
    ...(unread ? ['`equals` must be CSV text or a list of rows, the header first'] : []),
    ...(columns.length === 0
      ? []
      : named
          .filter((column) => !columns.includes(column))
          .map((column) => `${show(column)} is not in \`columns\``)),
    ...cells
      .filter(({ row }) => rows !== undefined && row > rows)
      .map(({ row }) => `row ${row} lies beyond \`rows\``),
  ];
}

function tableParts(
  table: Table,
  { rows, columns, cells = [], sums = [], equals }: CsvSpec,
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
    ...(equals === undefined ? [] : [equalsPart(table, equals)]),
  ];
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

function equalsPart(table: Table, equals: Json): FindingPart {
  const wanted = wantedTable(equals) ?? [];
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

/** CSV text, or rows as lists, the header first. Undefined where it is neither. */
function wantedTable(equals: Json): readonly (readonly string[])[] | undefined {
  if (typeof equals === 'string') {
    const reading = readCsv(equals);
    return reading.kind === 'table' ? [reading.header, ...reading.rows] : undefined;
  }
  const rows = z.array(z.array(cell).min(1)).min(1).safeParse(equals);
  return rows.success ? rows.data.map((row) => row.map(String)) : undefined;
}

function sameCell(found: string, wanted: string): boolean {
  const [left, right] = [plainNumber(found), plainNumber(wanted)];
  return left !== undefined && right !== undefined ? isNear(left, right) : found.trim() === wanted.trim();
}

/** Each row as an object by column; values stay text. */
function asObjects({ header, rows }: Table): Json {
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}
