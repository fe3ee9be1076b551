import * as z from 'zod';
import type { Database } from '../../store/database.js';
import { configSha256 } from '../config/config-sha256.js';
import { didChange, recordset, run } from './statement.js';
import type { AgentTable } from './tables.js';

const agentsSchema = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    model: z.string(),
    version: z.string(),
    enabled: z.boolean(),
  }),
);

export function agentTableOf(database: Database): AgentTable {
  return {
    register: async (agents, atMs) => {
      const rows = agents.map((agent) => ({
        id: agent.id,
        name: agent.name,
        provider: agent.provider ?? null,
        model: agent.model,
        version: agent.version,
        enabled: agent.enabled,
        notes: agent.notes ?? null,
        config_sha256: configSha256(agent),
      }));
      await run(database, registering, [recordset(rows), atMs]);
    },
    setEnabled: (id, enabled, atMs) => didChange(database, enabling, [id, enabled, atMs]),
    enabled: async () =>
      agentsSchema.parse(
        await run(
          database,
          'SELECT id, name, model, version, enabled FROM agents WHERE enabled AND configured ORDER BY id',
        ),
      ),
  };
}

/** The foreign key is checked at the statement's end, when the agent is there. */
const registering = `
WITH given AS (
  SELECT * FROM json_to_recordset($1::json) AS given (
    id text, name text, provider text, model text, version text, enabled boolean, notes text, config_sha256 text
  )
), gone AS (
  UPDATE agents SET configured = false WHERE configured AND id NOT IN (SELECT id FROM given)
), kept AS (
  INSERT INTO agents (id, name, provider, model, version, enabled, configured, registered_at, disabled_at, notes)
  SELECT id, name, provider, model, version, enabled, true, $2::bigint,
    CASE WHEN enabled THEN NULL ELSE $2::bigint END, notes
  FROM given
  ON CONFLICT (id) DO UPDATE SET
    name = EXCLUDED.name, provider = EXCLUDED.provider, model = EXCLUDED.model, version = EXCLUDED.version,
    notes = EXCLUDED.notes, configured = true
)
INSERT INTO agent_versions (agent_id, version, config_sha256, first_seen_at)
SELECT id, version, config_sha256, $2::bigint FROM given
ON CONFLICT DO NOTHING`;

const enabling = `
UPDATE agents SET enabled = $2, disabled_at = CASE WHEN $2 THEN NULL ELSE coalesce(disabled_at, $3::bigint) END
WHERE id = $1
RETURNING id`;
