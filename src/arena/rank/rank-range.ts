import { rngFrom } from '../../lib/rng.js';
import { emptyTally, tallyFields, type AgentTally } from './agent-tally.js';
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
 * drawn with replacement. Whole cohorts are drawn because their agents met the same case in the same minutes. A `cohort` may
 * also be a random group of many: drawing groups gives the same spread on average, less surely the fewer they are.
 */
export function rankRanges(
  contestants: readonly Contestant[],
  cohorts: readonly CohortTally[],
  { window, seed }: { readonly window: BoardWindow; readonly seed: string },
): ReadonlyMap<string, RankRange> {
  const ordered = [...cohorts].sort((left, right) => (left.cohortId < right.cohortId ? -1 : 1));
  const sums = ordered.map((cohort) => sumsOf(contestants, cohort));
  const ranksOf = new Map<string, number[]>(contestants.map(({ id }) => [id, []]));
  const rng = rngFrom('arena rank range', window, seed);
  for (let replicate = 0; sums.length > 0 && replicate < replicates; replicate++) {
    const drawn = new Float64Array(contestants.length * tallyFields.length);
    sums.forEach(() => {
      addTo(drawn, sums[rng.int(sums.length)]);
    });
    const board = boardOf(
      contestants.map((contestant, index) => ({ ...contestant, tally: tallyAt(drawn, index) })),
      { window, distinctCases: 0 },
    );
    for (const { id, rank } of board.rows) if (rank !== null) ranksOf.get(id)?.push(rank);
  }
  return new Map([...ranksOf].flatMap(([id, ranks]) => (ranks.length === 0 ? [] : [[id, rangeOf(ranks)]])));
}

/** Flat numbers, as some hundred thousand cohorts are added up: all fields of the first contestant, then of the next. */
function sumsOf(contestants: readonly Contestant[], { byAgent }: CohortTally): Float64Array {
  return Float64Array.from(
    contestants.flatMap(({ id }) => {
      const tally = byAgent.get(id) ?? emptyTally;
      return tallyFields.map((field) => tally[field]);
    }),
  );
}

function addTo(total: Float64Array, part: Float64Array | undefined): void {
  for (let index = 0; part !== undefined && index < total.length; index++)
    total[index] = (total[index] ?? 0) + (part[index] ?? 0);
}

function tallyAt(sums: Float64Array, contestant: number): AgentTally {
  const at = (field: keyof AgentTally) =>
    sums[contestant * tallyFields.length + tallyFields.indexOf(field)] ?? 0;
  return {
    scored: at('scored'),
    passed: at('passed'),
    unclean: at('unclean'),
    notScored: at('notScored'),
    speed: at('speed'),
    cost: at('cost'),
    tokens: at('tokens'),
  };
}

function rangeOf(ranks: number[]): RankRange {
  ranks.sort((left, right) => left - right);
  const cut = Math.floor(((1 - confidence) / 2) * ranks.length);
  return { best: ranks[cut] ?? 1, worst: ranks[ranks.length - 1 - cut] ?? 1 };
}
