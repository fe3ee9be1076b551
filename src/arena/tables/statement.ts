import type * as z from 'zod';
import type { Database, SqlRow, SqlValue } from '../../store/database.js';

/** One statement on texts from anywhere: what PostgreSQL cannot hold is taken out of them. */
export async function run(
  database: Database,
  text: string,
  values: readonly SqlValue[] = [],
): Promise<readonly SqlRow[]> {
  return await database.query(
    text,
    values.map((value) => (typeof value === 'string' ? storable(value) : value)),
  );
}

/** Whether a statement with RETURNING changed anything. */
export async function didChange(
  database: Database,
  text: string,
  values: readonly SqlValue[],
): Promise<boolean> {
  return (await run(database, text, values)).length > 0;
}

/** What `json_to_recordset($1::json)` reads, for any number of rows in one statement. */
export function recordset(rows: readonly Readonly<Record<string, SqlValue>>[]): string {
  return JSON.stringify(rows, (_key, value: unknown) =>
    typeof value === 'string' ? storable(value) : value,
  );
}

/** Without NUL and halves of surrogate pairs, which no text of PostgreSQL holds. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** A whole number that a bigint column holds, whatever an agent or a case source says; null stays. */
export function whole(value: number | undefined): number | null {
  if (value === undefined || Number.isNaN(value)) return null;
  return Math.round(Math.min(Math.max(value, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER));
}

/** A column that may be NULL: undefined, as everywhere in this program. */
export function perhaps<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullable().transform((value) => value ?? undefined);
}
