import { attemptCells, attemptColumns, runColumns } from './attempt-columns.js';
import { safeJson } from './json.js';
import type { View } from './view.js';

/**
 * One JSON object an attempt and a line, flat, exact, the same members in each: what pandas, DuckDB and jq read as a
 * table. The names are those of the CSV; what was not measured is null. Lines of several runs can be put together.
 */
export function renderJsonl({ result }: View): string {
  const columns = [...runColumns, ...attemptColumns];
  return attemptCells(result)
    .map(
      (cell) => `${safeJson(Object.fromEntries(columns.map(({ name, of }) => [name, of(cell) ?? null])))}\n`,
    )
    .join('');
}
