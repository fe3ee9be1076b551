import * as z from 'zod';
import type { Database } from '../../store/database.js';
import { run } from './statement.js';
import type { ExecutorTable } from './tables.js';

const idsSchema = z.array(z.object({ id: z.string() }));

export function executorTableOf(database: Database): ExecutorTable {
  return {
    beat: async (id, { atMs, ttlMs }) => {
      await run(
        database,
        `INSERT INTO executors (id, started_at, expires_at) VALUES ($1, $2, $3)
         ON CONFLICT (id) DO UPDATE SET expires_at = EXCLUDED.expires_at`,
        [id, atMs, atMs + ttlMs],
      );
    },
    living: async (atMs) => {
      const rows = await run(database, 'SELECT id FROM executors WHERE expires_at > $1 ORDER BY id', [atMs]);
      return idsSchema.parse(rows).map(({ id }) => id);
    },
    leave: async (id) => {
      await run(database, 'DELETE FROM executors WHERE id = $1', [id]);
    },
  };
}
