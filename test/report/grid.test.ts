import { expect, test } from 'vitest';
import { renderGrid, type GridColumn } from '../../src/report/grid.js';

type Row = readonly [string, string, string];
const columns: readonly GridColumn<Row>[] = [
  { title: 'name', align: 'left', rank: 0, of: ([name]) => name },
  { title: 'often', align: 'right', rank: 2, of: ([, often]) => often },
  { title: 'took', align: 'right', rank: 1, of: ([, , took]) => took },
];
const rows: readonly Row[] = [
  ['chat', '2 of 3', '1.24 s'],
  ['日本', '1 of 1', '310 ms'],
];
const plain = (text: string) => text;

test('columns are aligned, also beside wide letters', () => {
  expect(renderGrid(rows, columns, { columns: 80, quiet: plain })).toEqual([
    '  name   often    took',
    '  chat  2 of 3  1.24 s',
    '  日本  1 of 1  310 ms',
  ]);
});

test('what does not fit goes by rank, and what is left is not cut', () => {
  expect(renderGrid(rows, columns, { columns: 20, quiet: plain })[1]).toBe('  chat  1.24 s');
  expect(renderGrid(rows, columns, { columns: 3, quiet: plain })[1]).toBe('  chat');
});
