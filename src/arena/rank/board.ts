import { scoreAgent, type AgentScore } from './agent-score.js';
import type { AgentTally } from './agent-tally.js';
import { arenaRank, type BoardWindow } from './rank-profile.js';

/** What a board needs of an agent and its attempts in the window. */
export interface Contestant {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  /** ms since 1970. */
  readonly registeredAt: number;
  readonly tally: AgentTally;
  /** Over passed and failed attempts, ms; undefined: none. */
  readonly latency: { readonly p50: number; readonly p95: number } | undefined;
  /** Over those whose cost or tokens are known. */
  readonly medianCostUsd: number | undefined;
  readonly medianTokens: number | undefined;
  /** End of its last attempt, ms since 1970, whatever became of it. */
  readonly lastActivity: number | undefined;
}

export interface BoardRow extends Contestant {
  /** `ranked` from enough scored attempts; `never_run`: none was scored. */
  readonly standing: 'ranked' | 'provisional' | 'never_run';
  /** Null unless ranked. */
  readonly rank: number | null;
  readonly score: AgentScore;
}

export interface Board {
  readonly window: BoardWindow;
  readonly rows: readonly BoardRow[];
  /** Under 10 distinct cases. */
  readonly isNarrow: boolean;
}

const standings = ['ranked', 'provisional', 'never_run'] as const;

/** The board of a window, best first: the order of its input plays no part. Disabled agents stay, marked. */
export function boardOf(
  contestants: readonly Contestant[],
  { window, distinctCases }: { readonly window: BoardWindow; readonly distinctCases: number },
): Board {
  const sorted = contestants
    .map((contestant): Omit<BoardRow, 'rank'> => {
      const { scored } = contestant.tally;
      const standing =
        scored === 0 ? 'never_run' : scored >= arenaRank.rankedFrom[window] ? 'ranked' : 'provisional';
      return { ...contestant, standing, score: scoreAgent(contestant.tally, window) };
    })
    .sort(inOrder);
  const rows = sorted.map((row, index) => ({ ...row, rank: row.standing === 'ranked' ? index + 1 : null }));
  return { window, rows, isNarrow: distinctCases < arenaRank.fewestCases };
}

type Placed = Omit<BoardRow, 'rank'>;

/** Standing, overall, lower end of the success rate, scored attempts, median latency, registration, id. */
function inOrder(left: Placed, right: Placed): number {
  const [a, b] = [keysOf(left), keysOf(right)];
  const at = a.findIndex((key, index) => key !== b[index]);
  if (at >= 0) return (a[at] ?? 0) - (b[at] ?? 0);
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
}

/** Smaller is better. */
function keysOf({ standing, score, tally, latency, registeredAt }: Placed): readonly number[] {
  return [
    standings.indexOf(standing),
    -score.overall,
    -(score.success?.low ?? 0),
    -tally.scored,
    latency?.p50 ?? Number.MAX_VALUE,
    registeredAt,
  ];
}
