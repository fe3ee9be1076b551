import * as z from 'zod';
import type { DeepReadonly } from '../../lib/deep-readonly.js';
import { boardWindows } from '../rank/rank-profile.js';
import type { Distribution } from '../read/distribution.js';
import type { AgentStats, StatsReading } from '../read/read-stats.js';
import { isoOf } from '../../lib/iso-time.js';

/** Raw distributions as a file. Shares 0-1, null = not measured. */

const measured = z.number().nullable();

const distribution = z.object({
  /** Attempts whose value is known. */
  n: z.int(),
  min: measured,
  max: measured,
  /** Lower inverse CDF: every value was measured. */
  quantiles: z.array(z.object({ q: z.number(), value: measured })),
  /** `from` <= value < `to`; null: without end. */
  histogram: z.array(z.object({ from: z.number(), to: measured, count: z.int() })),
});

const tallied = z.array(z.object({ value: z.string(), count: z.int() }));

const agentStats = z.object({
  agentId: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  configured: z.boolean(),
  attempts: z.int(),
  scored: z.int(),
  passed: z.int(),
  successRate: measured,
  /** Wilson, 95 %. */
  successInterval: z.object({ low: z.number(), high: z.number() }).nullable(),
  verdicts: z.object({ pass: z.int(), fail: z.int(), notApplicable: z.int() }),
  outcomes: z.object({
    completed: z.int(),
    timeout: z.int(),
    agentError: z.int(),
    invalidOutput: z.int(),
  }),
  notScoredReasons: tallied,
  errorCodes: tallied,
  latencyMs: distribution,
  costUsd: distribution,
  tokens: distribution,
  steps: distribution,
});

export const arenaStatsSchema = z.object({
  schema: z.literal('janus-bench/arena-stats'),
  schemaVersion: z.literal(1),
  window: z.enum(boardWindows),
  /** Null: all hosts. */
  host: z.string().nullable(),
  asOf: z.string().nullable(),
  agents: z.array(agentStats),
});
export type ArenaStats = DeepReadonly<z.output<typeof arenaStatsSchema>>;

export function toStatsFile({ window, host, asOfMs, agents }: StatsReading): ArenaStats {
  return {
    schema: 'janus-bench/arena-stats',
    schemaVersion: 1,
    window,
    host: host ?? null,
    asOf: isoOf(asOfMs),
    agents: agents.map(fileAgent),
  };
}

function fileAgent(agent: AgentStats): ArenaStats['agents'][number] {
  const { success, outcomes, verdicts } = agent;
  return {
    agentId: agent.id,
    name: agent.name,
    enabled: agent.enabled,
    configured: agent.isConfigured,
    attempts: agent.attempts,
    scored: agent.scored,
    passed: agent.passed,
    successRate: agent.successRate ?? null,
    successInterval: success === undefined ? null : { low: success.low, high: success.high },
    verdicts: { pass: verdicts.pass, fail: verdicts.fail, notApplicable: verdicts.n_a },
    outcomes: {
      completed: outcomes.completed,
      timeout: outcomes.timeout,
      agentError: outcomes.agent_error,
      invalidOutput: outcomes.invalid_output,
    },
    notScoredReasons: agent.notScoredReasons,
    errorCodes: agent.errorCodes,
    latencyMs: fileDistribution(agent.latencyMs),
    costUsd: fileDistribution(agent.costUsd),
    tokens: fileDistribution(agent.tokens),
    steps: fileDistribution(agent.steps),
  };
}

function fileDistribution({ n, min, max, quantiles, histogram }: Distribution) {
  return {
    n,
    min: min ?? null,
    max: max ?? null,
    quantiles: quantiles.map(({ q, value }) => ({ q, value: value ?? null })),
    histogram: histogram.map(({ from, to, count }) => ({
      from,
      to: Number.isFinite(to) ? to : null,
      count,
    })),
  };
}
