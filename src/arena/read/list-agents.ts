import * as z from 'zod';
import type { Database } from '../../store/database.js';

const rowsSchema = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    enabled: z.boolean(),
    isConfigured: z.boolean(),
    registeredAt: z.number(),
  }),
);
export type ListedAgent = z.output<typeof rowsSchema>[number];

/** Every agent of the store, by id. */
export async function listAgents(database: Database): Promise<readonly ListedAgent[]> {
  return rowsSchema.parse(
    await database.query(`SELECT id, name, enabled, configured AS "isConfigured", registered_at AS "registeredAt"
      FROM agents ORDER BY id COLLATE "C"`),
  );
}
