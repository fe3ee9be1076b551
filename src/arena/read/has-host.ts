import type { Database } from '../../store/database.js';

/** Whether a case of that host was ever fetched: a cheap question before a costly one. */
export async function hasHost(database: Database, host: string): Promise<boolean> {
  return (await database.query('SELECT 1 AS found FROM cases WHERE host = $1 LIMIT 1', [host])).length > 0;
}
