import type PgBoss from 'pg-boss';
import type { Database, SqlValue } from './database.js';

/** The store as pg-boss wants to speak with it. */
export interface JobDatabase extends PgBoss.Db {
  isClosed(): boolean;
  /** Waits for what is under way; from now on every statement is refused. The store itself stays open. */
  close(): Promise<void>;
}

export function jobDatabaseOf(database: Database): JobDatabase {
  const underWay = new Set<Promise<unknown>>();
  let isClosed = false;
  return {
    isClosed: () => isClosed,
    executeSql: async (text: string, values?: readonly unknown[]) => {
      if (isClosed) throw new Error('the job queue is closed');
      const asked = execute(database, text, values);
      underWay.add(asked);
      try {
        return { rows: [...(await asked)] };
      } finally {
        underWay.delete(asked);
      }
    },
    close: async () => {
      isClosed = true;
      await Promise.allSettled(underWay);
    },
  };
}

function execute(database: Database, text: string, values: readonly unknown[] = []) {
  const script = /^\s*BEGIN;([\s\S]*)COMMIT;\s*$/.exec(text)?.[1];
  // A script is one transaction by itself.
  if (script !== undefined) return database.script(script);
  return database.query(text, values.map(sqlValueOf));
}

/** What pg-boss hands to the driver, as text that PostgreSQL reads: its statements cast where it matters. */
export function sqlValueOf(value: unknown): SqlValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return arrayLiteral(value);
  return JSON.stringify(value);
}

/** `{"a","b"}`: quoted, so that no character of an element is read as the array's own. */
function arrayLiteral(items: readonly unknown[]): string {
  const quoted = items.map((item) => {
    const value = sqlValueOf(item);
    return value === null ? 'NULL' : `"${String(value).replace(/["\\]/g, '\\$&')}"`;
  });
  return `{${quoted.join(',')}}`;
}
