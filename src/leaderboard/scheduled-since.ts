import * as z from 'zod';
import type { Database } from '../store/database.js';

/**
 * Since when rounds are scheduled on this store, UTC ms, and writes down that they are: before it none can have been missed.
 */
export async function scheduledSince(
  database: Database,
  { atMs, cron }: { readonly atMs: number; readonly cron: string },
): Promise<number> {
  await database.query(
    `INSERT INTO events (at, level, source, kind, data_json) VALUES ($1, 'info', 'schedule', 'schedule_started', $2)`,
    [atMs, JSON.stringify({ cron })],
  );
  const rows = await database.query(
    `SELECT min(at) AS since FROM events WHERE source = 'schedule' AND kind = 'schedule_started'`,
  );
  return z.tuple([z.object({ since: z.number() })]).parse(rows)[0].since;
}
