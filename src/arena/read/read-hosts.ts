import * as z from 'zod';
import type { Database } from '../../store/database.js';

const most = 50;

/** Hosts of the cases known, those with most cases first, at most 50: what a reader can filter by. */
export async function readHosts(
  database: Database,
): Promise<readonly { readonly host: string; readonly cases: number }[]> {
  const rows = await database.query(
    'SELECT host, count(*) AS cases FROM cases GROUP BY host ORDER BY count(*) DESC, host LIMIT $1',
    [most],
  );
  return z.array(z.object({ host: z.string(), cases: z.number() })).parse(rows);
}
