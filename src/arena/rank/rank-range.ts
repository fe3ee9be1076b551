import { rngFrom } from '../../lib/rng.js';
import { addTallies, emptyTally, type AgentTally } from './agent-tally.js';
import { boardOf, type Contestant } from './board.js';
import type { BoardWindow } from './rank-profile.js';

export interface RankRange {
  readonly best: number;
  readonly worst: number;
}

export interface CohortTally {
  readonly cohortId: string;
  readonly byAgent: ReadonlyMap<string, AgentTally>;
}

const replicates = 400;
const confidence = 0.95;

/**
 * Where each ranked agent's rank could have been by the luck of the cohorts: 95 % of the ranks over boards of cohorts
 * drawn with replacement. Whole cohorts are drawn because their agents met the same case in the same minutes.
 */
export function rankRanges(
  contestants: readonly Contestant[],
  cohorts: readonly CohortTally[],
  { window, seed }: { readonly window: BoardWindow; readonly seed: string },
): ReadonlyMap<string, RankRange> {
  const ordered = [...cohorts].sort((left, right) => (left.cohortId < right.cohortId ? -1 : 1));
  const ranksOf = new Map<string, number[]>(contestants.map(({ id }) => [id, []]));
  const rng = rngFrom('arena rank range', window, seed);
  for (let replicate = 0; ordered.length > 0 && replicate < replicates; replicate++) {
    const drawn = sumOf(ordered.map(() => ordered[rng.int(ordered.length)]));
    const board = boardOf(
      contestants.map((contestant) => ({ ...contestant, tally: drawn.get(contestant.id) ?? emptyTally })),
      { window, distinctCases: 0 },
    );
    for (const { id, rank } of board.rows) if (rank !== null) ranksOf.get(id)?.push(rank);
  }
  return new Map([...ranksOf].flatMap(([id, ranks]) => (ranks.length === 0 ? [] : [[id, rangeOf(ranks)]])));
}

function sumOf(cohorts: readonly (CohortTally | undefined)[]): ReadonlyMap<string, AgentTally> {
  const sums = new Map<string, AgentTally>();
  for (const [agent, tally] of cohorts.flatMap((cohort) => [...(cohort?.byAgent ?? [])]))
    sums.set(agent, addTallies(sums.get(agent) ?? emptyTally, tally));
  return sums;
}

function rangeOf(ranks: number[]): RankRange {
  ranks.sort((left, right) => left - right);
  const cut = Math.floor(((1 - confidence) / 2) * ranks.length);
  return { best: ranks[cut] ?? 1, worst: ranks[ranks.length - 1 - cut] ?? 1 };
}
