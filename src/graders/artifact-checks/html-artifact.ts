import * as z from 'zod';
import { utf8Text } from '../data-url.js';
import { part } from '../findings.js';
import type { FindingPart } from '../grade.js';
import { foldText } from '../plain-text.js';
import { readHtml, type HtmlTable } from '../read-html.js';
import { defineArtifactCheck } from './artifact-check.js';
import { tableKeys, tableRows } from './table-keys.js';
import { asksForTable, sameTablePart, tableParts, tableProblems, type Table } from './table-parts.js';
import { equalTextPart, phraseParts, textArtifact } from './text-artifact.js';

const keys = z.strictObject({
  ...textArtifact.keys.shape,
  table: z
    .strictObject({ ...tableKeys, equals: tableRows.optional().describe('its rows, the header first') })
    .optional()
    .describe('its one table; the first row is the header'),
});
type TableSpec = NonNullable<z.output<typeof keys>['table']>;

/** HTML: its table and the text a reader sees. Nothing is rendered, loaded or run. */
export const htmlArtifact = defineArtifactCheck({
  mimeTypes: ['text/html'],
  keys,
  problems({ equals, includes, table }) {
    const asks = [equals, includes, table].some((rule) => rule !== undefined);
    const isIdle = table !== undefined && table.equals === undefined && !asksForTable(table);
    return [
      ...(asks ? [] : ['it checks nothing: give `table`, `includes` or `equals`']),
      ...(isIdle ? ['`table` checks nothing: give `equals`, `rows`, `columns`, `cells` or `sums`'] : []),
      ...(equals !== undefined && typeof equals !== 'string' ? ['`equals` must be text'] : []),
      ...(table?.equals?.some((row) => row.length !== table.equals?.[0]?.length) === true
        ? ['the rows of `table` differ in width']
        : []),
      ...(table === undefined ? [] : tableProblems(table)),
    ];
  },
  check({ bytes, spec: { equals, includes = [], table } }) {
    const source = utf8Text(bytes);
    if (source === undefined) return [part('html', false, 'the artifact: it is not UTF-8 text')];
    const reading = readHtml(source);
    if (reading.kind === 'not_html') return [part('html', false, `the artifact: ${reading.reason}`)];
    return [
      part('html', true, 'the artifact is HTML'),
      ...(typeof equals === 'string' ? [equalTextPart(source, equals)] : []),
      ...phraseParts(foldText(reading.text), includes),
      ...(table === undefined ? [] : onlyTableParts(reading.tables, table)),
    ];
  },
});

function onlyTableParts(tables: readonly HtmlTable[], rules: TableSpec): readonly FindingPart[] {
  const table = asTable(tables);
  if (typeof table === 'string') return [part('table', false, table)];
  return [
    part('table', true, 'it has one table'),
    ...tableParts(table, rules),
    ...(rules.equals === undefined
      ? []
      : [
          sameTablePart(
            table,
            rules.equals.map((row) => row.map(String)),
          ),
        ]),
  ];
}

/** The table, or why it cannot be held against anything. */
function asTable(tables: readonly HtmlTable[]): Table | string {
  const [only] = tables;
  if (only === undefined) return 'it has no table';
  if (tables.length > 1) return `it has ${tables.length} tables, one wanted`;
  if (only.hasMerged) return 'its table has merged cells';
  const [header, ...rows] = only.rows.filter((row) => row.length > 0);
  if (header === undefined) return 'its table is empty';
  const ragged = rows.findIndex((row) => row.length !== header.length);
  if (ragged < 0) return { header, rows };
  return `row ${ragged + 1} of its table has ${rows[ragged]?.length ?? 0} cells, the header ${header.length}`;
}
