import * as z from 'zod';
import type { Json } from '../../lib/json.js';
import { readCsv } from '../csv-text.js';
import { utf8Text } from '../data-url.js';
import { part } from '../findings.js';
import { schemaProblem } from '../schema-check.js';
import { defineArtifactCheck } from './artifact-check.js';
import { jsonArtifact } from './json-artifact.js';
import { schemaPart } from './schema-part.js';
import { tableKeys, tableRows } from './table-keys.js';
import { asksForTable, sameTablePart, tableParts, tableProblems, type Table } from './table-parts.js';

const keys = z.strictObject({ ...jsonArtifact.keys.shape, ...tableKeys });

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
      ...(spec.equals === undefined ? [] : [sameTablePart(reading, wantedTable(spec.equals) ?? [])]),
      ...(spec.schema === undefined ? [] : [await schemaPart(bounded, spec.schema, asObjects(reading))]),
    ];
  },
});

function csvProblems(spec: z.output<typeof keys>): readonly string[] {
  const { schema, equals } = spec;
  const broken = schema === undefined ? undefined : schemaProblem(schema);
  const asks = schema !== undefined || equals !== undefined || asksForTable(spec);
  const unread = equals !== undefined && wantedTable(equals) === undefined;
  return [
    ...(asks ? [] : ['it checks nothing: give `equals`, `rows`, `columns`, `cells`, `sums` or `schema`']),
    ...(broken === undefined ? [] : [`the schema is broken: ${broken}`]),
    ...(unread ? ['`equals` must be CSV text or a list of rows, the header first'] : []),
    ...tableProblems(spec),
  ];
}

/** CSV text, or rows as lists, the header first. Undefined where it is neither. */
function wantedTable(equals: Json): readonly (readonly string[])[] | undefined {
  if (typeof equals === 'string') {
    const reading = readCsv(equals);
    return reading.kind === 'table' ? [reading.header, ...reading.rows] : undefined;
  }
  const rows = tableRows.safeParse(equals);
  return rows.success ? rows.data.map((row) => row.map(String)) : undefined;
}

/** Each row as an object by column; values stay text. */
function asObjects({ header, rows }: Table): Json {
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}
