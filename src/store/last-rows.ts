import type { SqlRow } from './database.js';

interface StatementResult {
  readonly rows: readonly unknown[];
  readonly fields: readonly unknown[];
}

/** Rows of the last statement that gives any: a closing COMMIT or UPDATE gives none. */
export function lastRows(results: readonly StatementResult[]): readonly SqlRow[] {
  const last = results.findLast(({ fields }) => fields.length > 0);
  return (last?.rows ?? []) as readonly SqlRow[];
}
