import { emptyTally, type AgentTally } from '../rank/agent-tally.js';
import { boardOf, type Board, type BoardRow, type Contestant } from '../rank/board.js';
import { rankRanges, type RankRange } from '../rank/rank-range.js';
import type { Database } from '../../store/database.js';
import { cohortTallies } from './cohort-tallies.js';
import { gatherWith, type GatheredWith } from './gather-with.js';
import { lastActivity } from './last-activity.js';
import { listAgents, type ListedAgent } from './list-agents.js';
import type { WantedQuantile } from './order-statistics.js';
import type { BoardQuestion } from './question.js';
import { totalOf, type Rollup } from './rollup.js';
import { windowStretch } from './window-stretch.js';

export interface BoardReading extends Omit<Board, 'rows'> {
  /** Undefined: all hosts. */
  readonly host: string | undefined;
  readonly rows: readonly BoardReadingRow[];
  readonly distinctCases: number;
  /** What the numbers are of, ms since 1970; and how long before the question that was. 0: they are of this moment, whatever is kept. */
  readonly asOfMs: number;
  readonly ageMs: number;
}

export interface BoardReadingRow extends BoardRow {
  /** False: `arena.yaml` names it no more. */
  readonly isConfigured: boolean;
  /** Where its rank could have been by the luck of the cohorts (95 %). Undefined: not ranked. */
  readonly rankRange: RankRange | undefined;
  /** Its share of n_a is more than 10 points above its peers' in the same cohorts, over at least 20 attempts: shown, not punished. */
  readonly isNaOutlier: boolean;
}

const outlier = { points: 0.1, fewestAttempts: 20 };

/** The board of a window, every agent of the store on it: those that never ran, disabled ones and those configured no more too. */
export async function readBoard(database: Database, question: BoardQuestion): Promise<BoardReading> {
  const { window, host, nowMs } = question;
  const stretch = windowStretch(question);
  const agents = await listAgents(database);
  const asked = agents.flatMap(({ id }) => shownQuantiles(id));
  const gathered = await gatherWith(database, asked, { stretch, host, columns: ['histogram'] });
  const last = await lastActivity(database, { host, nowMs });
  const contestants = contestantsOf(agents, gathered, last);
  const distinctCases = gathered.cases.size;
  const board = boardOf(contestants, { window, distinctCases });
  const cohorts = await cohortTallies(database, gathered.rollups, { stretch, host });
  const ranges = rankRanges(contestants, cohorts, { window, seed: host ?? '' });
  const configured = new Set(agents.filter(({ isConfigured }) => isConfigured).map(({ id }) => id));
  return {
    ...board,
    host,
    distinctCases,
    asOfMs: nowMs,
    ageMs: 0,
    rows: board.rows.map((row) => ({
      ...row,
      isConfigured: configured.has(row.id),
      rankRange: row.rank === null ? undefined : ranges.get(row.id),
      isNaOutlier: isNaOutlier(row.tally, gathered.rollups.get(row.id)?.peers),
    })),
  };
}

function contestantsOf(
  agents: readonly ListedAgent[],
  { rollups, quantiles }: GatheredWith,
  last: ReadonlyMap<string, number>,
): readonly Contestant[] {
  return agents.map(({ id, name, enabled, registeredAt }, index) => {
    const [p50, p95, medianCostUsd, medianTokens] = quantiles.slice(4 * index, 4 * index + 4);
    const rollup = rollups.get(id);
    return {
      id,
      name,
      enabled,
      registeredAt,
      tally: rollup === undefined ? emptyTally : totalOf(rollup),
      latency: p50 === undefined || p95 === undefined ? undefined : { p50, p95 },
      medianCostUsd,
      medianTokens,
      lastActivity: last.get(id),
    };
  });
}

/** The four numbers that stand beside a score. */
function shownQuantiles(agent: string): readonly WantedQuantile[] {
  return [
    { agent, metric: 'latencyMs', q: 0.5 },
    { agent, metric: 'latencyMs', q: 0.95 },
    { agent, metric: 'costUsd', q: 0.5 },
    { agent, metric: 'tokens', q: 0.5 },
  ];
}

export function isNaOutlier({ scored, notScored }: AgentTally, peers: Rollup['peers'] | undefined): boolean {
  const attempts = scored + notScored;
  if (attempts < outlier.fewestAttempts || peers === undefined || peers.attempts === 0) return false;
  return notScored / attempts - peers.notScored / peers.attempts > outlier.points;
}
