import * as z from 'zod';
import type { DeepReadonly } from '../../lib/deep-readonly.js';
import type { MethodologyReading } from '../read/read-methodology.js';
import { contractRules } from './contract-rules.js';
import { isoOf } from '../../lib/iso-time.js';
import { metricDefinitions } from './metric-definitions.js';
import { ruleFactsOf } from './methodology-words.js';

export const arenaMethodologySchema = z.object({
  schema: z.literal('janus-bench/arena-methodology'),
  schemaVersion: z.literal(1),
  asOf: z.string().nullable(),
  /** Null: all hosts. */
  host: z.string().nullable(),
  firstSeenAt: z.string().nullable(),
  lastActivityAt: z.string().nullable(),
  corpus: z.object({ cases: z.int(), domains: z.int(), version: z.string().nullable() }),
  scoredAttempts: z.int(),
  /** Over all time, 0-1. */
  passRate: z.number().nullable(),
  startFloorMs: z.number().nullable(),
  hardTimeoutMs: z.number().nullable(),
  medianCycleMs: z.number().nullable(),
  agents: z.object({ enabled: z.int(), configured: z.int(), ranked: z.int() }),
  /** Empty: every host. */
  hostFilter: z.array(z.string()),
  rules: z.array(z.object({ title: z.string(), text: z.string(), reference: z.string() })),
  metrics: z.array(z.object({ term: z.string(), text: z.string() })),
});
export type ArenaMethodology = DeepReadonly<z.output<typeof arenaMethodologySchema>>;

export function toMethodologyFile(
  reading: MethodologyReading,
  { host }: { readonly host: string | undefined },
): ArenaMethodology {
  const { corpus, cadence, agents } = reading;
  return {
    schema: 'janus-bench/arena-methodology',
    schemaVersion: 1,
    asOf: isoOf(reading.asOfMs),
    host: host ?? null,
    firstSeenAt: isoOf(reading.firstSeenAt),
    lastActivityAt: isoOf(reading.lastActivityAt),
    corpus: { cases: corpus.cases, domains: corpus.domains, version: corpus.version ?? null },
    scoredAttempts: reading.scoredAttempts,
    passRate: reading.passRate ?? null,
    startFloorMs: cadence.startFloorMs ?? null,
    hardTimeoutMs: cadence.hardTimeoutMs ?? null,
    medianCycleMs: cadence.medianCycleMs ?? null,
    agents: { enabled: agents.enabled, configured: agents.configured, ranked: agents.ranked },
    hostFilter: reading.hostFilter,
    rules: contractRules(ruleFactsOf(reading)),
    metrics: metricDefinitions(),
  };
}
