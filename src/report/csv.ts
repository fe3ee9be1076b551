import { csvLine } from '../lib/csv.js';
import { attemptCells, attemptColumns } from './attempt-columns.js';
import type { View } from './view.js';

/** One row an attempt, exact numbers, RFC 4180; what was not measured is an empty field. */
export function renderCsv({ result }: View): string {
  const rows = attemptCells(result).map((cell) => csvLine(attemptColumns.map(({ of }) => of(cell))));
  return csvLine(attemptColumns.map(({ name }) => name)) + rows.join('');
}
