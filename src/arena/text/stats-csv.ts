import { statQuantiles } from '../read/distribution.js';
import { csvOf } from './csv-rows.js';
import type { ArenaStats } from './stats-file.js';

const measures = ['latencyMs', 'costUsd', 'tokens', 'steps'] as const;

/** One row an agent and measure, exact numbers; what was not measured is an empty field. */
export function renderStatsCsv({ window, host, asOf, agents }: ArenaStats): string {
  const rows = agents.flatMap((agent) =>
    measures.map((measure) => {
      const { n, min, max, quantiles } = agent[measure];
      const { agentId, name, attempts, scored, passed, successRate } = agent;
      return {
        ...{ window, host, asOf, agentId, name, attempts, scored, passed, successRate, measure, n, min, max },
        ...Object.fromEntries(quantiles.map(({ q, value }) => [quantileName(q), value])),
      };
    }),
  );
  return csvOf(rows, names);
}

/** `p5`, `p50`. */
function quantileName(q: number): string {
  return `p${Math.round(100 * q)}`;
}

const names = [
  'window',
  'host',
  'as_of',
  'agent_id',
  'name',
  'attempts',
  'scored',
  'passed',
  'success_rate',
  'measure',
  'n',
  'min',
  ...statQuantiles.map(quantileName),
  'max',
];
