import * as z from 'zod';
import type { DeepReadonly } from '../../lib/deep-readonly.js';
import { arenaRank, boardWindows } from '../rank/rank-profile.js';
import type { BoardReading, BoardReadingRow } from '../read/read-board.js';
import { isoOf } from '../../lib/iso-time.js';

/** A board as a file. Scores 0-100, shares 0-1, times ms, null = not measured. */

const measured = z.number().nullable();
const interval = z.object({ low: z.number(), high: z.number() }).nullable();

const boardRow = z.object({
  /** Null unless ranked. */
  rank: z.int().nullable(),
  standing: z.enum(['ranked', 'provisional', 'never_run']),
  /** Ranks it could as well have by the luck of the cohorts, 95 %. */
  rankRange: z.object({ best: z.int(), worst: z.int() }).nullable(),
  agentId: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  configured: z.boolean(),
  registeredAt: z.string().nullable(),
  /** 0 to under 100. */
  overall: z.number(),
  quality: z.number(),
  speed: z.number(),
  cost: z.number(),
  tokens: z.number(),
  reliability: z.number(),
  blend: z.number(),
  confidence: z.number(),
  /** Of the success rate, Wilson, 95 %. */
  successInterval: interval,
  scored: z.int(),
  passed: z.int(),
  /** Failed by timeout, crash or invalid output. */
  unclean: z.int(),
  /** `n_a`: counted nowhere else. */
  notScored: z.int(),
  isNaOutlier: z.boolean(),
  latencyP50Ms: measured,
  latencyP95Ms: measured,
  medianCostUsd: measured,
  medianTokens: measured,
  lastActivityAt: z.string().nullable(),
});

export const arenaBoardSchema = z.object({
  schema: z.literal('janus-bench/arena-board'),
  schemaVersion: z.literal(1),
  profile: z.literal(`${arenaRank.id}@${arenaRank.version}`),
  window: z.enum(boardWindows),
  /** Null: all hosts. */
  host: z.string().nullable(),
  /** What the numbers are of, and how old that was. */
  asOf: z.string().nullable(),
  ageMs: z.number(),
  distinctCases: z.int(),
  /** Under 10 distinct cases. */
  isNarrow: z.boolean(),
  /** Best first. */
  rows: z.array(boardRow),
});
export type ArenaBoard = DeepReadonly<z.output<typeof arenaBoardSchema>>;

export function toBoardFile(reading: BoardReading): ArenaBoard {
  return {
    schema: 'janus-bench/arena-board',
    schemaVersion: 1,
    profile: `${arenaRank.id}@${arenaRank.version}`,
    window: reading.window,
    host: reading.host ?? null,
    asOf: isoOf(reading.asOfMs),
    ageMs: reading.ageMs,
    distinctCases: reading.distinctCases,
    isNarrow: reading.isNarrow,
    rows: reading.rows.map(fileRow),
  };
}

function fileRow(row: BoardReadingRow): ArenaBoard['rows'][number] {
  const { score, tally } = row;
  const { quality, speed, cost, tokens, reliability, blend, confidence, overall, success } = score;
  return {
    rank: row.rank,
    standing: row.standing,
    rankRange: row.rankRange ?? null,
    agentId: row.id,
    name: row.name,
    enabled: row.enabled,
    configured: row.isConfigured,
    registeredAt: isoOf(row.registeredAt),
    ...{ overall, quality, speed, cost, tokens, reliability, blend, confidence },
    successInterval: success === undefined ? null : { low: success.low, high: success.high },
    scored: tally.scored,
    passed: tally.passed,
    unclean: tally.unclean,
    notScored: tally.notScored,
    isNaOutlier: row.isNaOutlier,
    latencyP50Ms: row.latency?.p50 ?? null,
    latencyP95Ms: row.latency?.p95 ?? null,
    medianCostUsd: row.medianCostUsd ?? null,
    medianTokens: row.medianTokens ?? null,
    lastActivityAt: isoOf(row.lastActivity),
  };
}
