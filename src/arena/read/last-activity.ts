import * as z from 'zod';
import type { Database } from '../../store/database.js';

const rowsSchema = z.array(z.object({ agent: z.string(), at: z.number() }));

/** When each agent's last attempt ended, of a host or of all, whatever became of it: ms since 1970. */
export async function lastActivity(
  database: Database,
  { host, nowMs }: { readonly host: string | undefined; readonly nowMs: number },
): Promise<ReadonlyMap<string, number>> {
  const now = Math.floor(nowMs);
  const rows =
    host === undefined
      ? await database.query(lastOf(''), [now])
      : await database.query(lastOf('AND host = $2'), [now, host]);
  return new Map(rowsSchema.parse(rows).map(({ agent, at }) => [agent, at]));
}

/** The end of one index range an agent. */
const lastOf = (ofHost: string) => `SELECT agents.id AS agent, newest.at FROM agents
  CROSS JOIN LATERAL (
    SELECT finished_at AS at FROM attempts WHERE agent_id = agents.id ${ofHost} AND finished_at <= $1
    ORDER BY finished_at DESC LIMIT 1
  ) AS newest`;
