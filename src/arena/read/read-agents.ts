import * as z from 'zod';
import { groupBy } from '../../lib/group-by.js';
import type { Database } from '../../store/database.js';
import { optionalNumber, optionalText } from './columns.js';
import { lastActivity } from './last-activity.js';

/** Every text of it comes from a configuration: it may be anything. */
export interface AgentReading extends Readonly<z.output<typeof agentRow>> {
  /** Newest first; the last 20. */
  readonly versions: readonly { readonly version: string; readonly firstSeenAt: number }[];
  /** End of its last attempt, whatever became of it. */
  readonly lastActivity: number | undefined;
}

const agentRow = z.object({
  id: z.string(),
  name: z.string(),
  provider: optionalText,
  model: z.string(),
  enabled: z.boolean(),
  /** False: `arena.yaml` names it no more. */
  isConfigured: z.boolean(),
  /** ms since 1970, as all times here. */
  registeredAt: z.number(),
  disabledAt: optionalNumber,
  notes: optionalText,
});
const versionRow = z.object({ agent: z.string(), version: z.string(), firstSeenAt: z.number() });
const mostVersions = 20;

/** Every agent of the store, by id. */
export async function readAgents(database: Database): Promise<readonly AgentReading[]> {
  const agents = z.array(agentRow).parse(
    await database.query(`SELECT id, name, provider, model, enabled, configured AS "isConfigured",
      registered_at AS "registeredAt", disabled_at AS "disabledAt", notes FROM agents ORDER BY id COLLATE "C"`),
  );
  const versions = z.array(versionRow).parse(
    await database.query(`SELECT agent_id AS agent, version, min(first_seen_at) AS "firstSeenAt"
      FROM agent_versions GROUP BY agent_id, version ORDER BY min(first_seen_at) DESC, version`),
  );
  const last = await lastActivity(database, { host: undefined, nowMs: Number.MAX_SAFE_INTEGER - 1 });
  const ofAgent = groupBy(versions, ({ agent }) => agent);
  return agents.map((agent) => ({
    ...agent,
    versions: (ofAgent.get(agent.id) ?? [])
      .slice(0, mostVersions)
      .map(({ version, firstSeenAt }) => ({ version, firstSeenAt })),
    lastActivity: last.get(agent.id),
  }));
}
