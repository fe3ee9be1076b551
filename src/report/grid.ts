import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';
import { textWidth } from '../lib/text-width.js';

const noBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '  ',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

export interface GridColumn<Row> {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly of: (row: Row) => string;
  /** Columns are left out from the highest rank down until the grid fits; 0 always stays. */
  readonly rank: number;
}

export interface GridOptions {
  readonly columns: number;
  /** For the headings. */
  readonly quiet: (text: string) => string;
}

/** Rows without borders, each column as wide as it must be. Leaves out columns, never cuts what it shows. */
export function renderGrid<Row>(
  rows: readonly Row[],
  columns: readonly GridColumn<Row>[],
  options: GridOptions,
): readonly string[] {
  const table = new Table({
    chars: noBorders,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colAligns: columns.map(({ align }) => align),
  });
  table.push(columns.map(({ title }) => options.quiet(title)));
  for (const row of rows) table.push(columns.map(({ of }) => of(row)));
  const lines = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  const widest = Math.max(...lines.map((line) => textWidth(stripVTControlCharacters(line))));
  const last = Math.max(...columns.map(({ rank }) => rank));
  if (widest <= options.columns || last === 0) return lines;
  return renderGrid(
    rows,
    columns.filter(({ rank }) => rank < last),
    options,
  );
}
