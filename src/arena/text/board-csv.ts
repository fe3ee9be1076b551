import type { ArenaBoard } from './board-file.js';
import { csvOf } from './csv-rows.js';

/** One row an agent, best first, exact numbers; what was not measured is an empty field. */
export function renderBoardCsv({ window, host, asOf, ageMs, rows }: ArenaBoard): string {
  return csvOf(
    rows.map((row) => ({ window, host, asOf, ageMs, ...row })),
    names,
  );
}

const names = [
  'window',
  'host',
  'as_of',
  'age_ms',
  'rank',
  'standing',
  'rank_range_best',
  'rank_range_worst',
  'agent_id',
  'name',
  'enabled',
  'configured',
  'overall',
  'quality',
  'speed',
  'cost',
  'tokens',
  'reliability',
  'blend',
  'confidence',
  'success_interval_low',
  'success_interval_high',
  'scored',
  'passed',
  'unclean',
  'not_scored',
  'is_na_outlier',
  'latency_p50_ms',
  'latency_p95_ms',
  'median_cost_usd',
  'median_tokens',
  'registered_at',
  'last_activity_at',
] as const;
