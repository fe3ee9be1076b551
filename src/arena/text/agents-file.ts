import * as z from 'zod';
import type { DeepReadonly } from '../../lib/deep-readonly.js';
import type { AgentReading } from '../read/read-agents.js';
import { isoOf } from '../../lib/iso-time.js';

export const arenaAgentsSchema = z.object({
  schema: z.literal('janus-bench/arena-agents'),
  schemaVersion: z.literal(1),
  /** By id. */
  agents: z.array(
    z.object({
      agentId: z.string(),
      name: z.string(),
      provider: z.string().nullable(),
      model: z.string(),
      enabled: z.boolean(),
      /** False: `arena.yaml` names it no more. */
      configured: z.boolean(),
      registeredAt: z.string().nullable(),
      disabledAt: z.string().nullable(),
      lastActivityAt: z.string().nullable(),
      notes: z.string().nullable(),
      /** Newest first. */
      versions: z.array(z.object({ version: z.string(), firstSeenAt: z.string().nullable() })),
    }),
  ),
});
export type ArenaAgents = DeepReadonly<z.output<typeof arenaAgentsSchema>>;

export function toAgentsFile(agents: readonly AgentReading[]): ArenaAgents {
  return {
    schema: 'janus-bench/arena-agents',
    schemaVersion: 1,
    agents: agents.map((agent) => ({
      agentId: agent.id,
      name: agent.name,
      provider: agent.provider ?? null,
      model: agent.model,
      enabled: agent.enabled,
      configured: agent.isConfigured,
      registeredAt: isoOf(agent.registeredAt),
      disabledAt: isoOf(agent.disabledAt),
      lastActivityAt: isoOf(agent.lastActivity),
      notes: agent.notes ?? null,
      versions: agent.versions.map(({ version, firstSeenAt }) => ({
        version,
        firstSeenAt: isoOf(firstSeenAt),
      })),
    })),
  };
}
