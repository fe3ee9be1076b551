import type { OfficialRun } from './official-runs.js';
import type { Moved, Replay } from './replay-board.js';
import type { Competitor, RankChange, Reign, ScoreName, Standing, StandingRun } from './standings.js';

export interface ShownOrder {
  readonly sortedBy: ScoreName;
}

export interface StandingFacts extends ShownOrder {
  /** All of the board. */
  readonly runs: readonly OfficialRun[];
  readonly competitors: readonly Competitor[];
  /** UTC ms. */
  readonly now: number;
}

export interface BoardStandings {
  readonly standings: readonly Standing[];
  /** The latest first. */
  readonly reigns: readonly Reign[];
  readonly changes: readonly RankChange[];
}

/** A replayed board as people see it. Sorting changes the order of the rows and no rank. */
export function toStandings(replay: Replay, facts: StandingFacts): BoardStandings {
  const competitors = new Map(facts.competitors.map((competitor) => [competitor.id, competitor]));
  const nameOf = (id: string) => competitors.get(id)?.name ?? id;
  const reigns = reignsOf(replay, nameOf);
  const runs = standingRuns(replay.moves, facts.runs);
  const standings = replay.order.flatMap(({ competitor: id }, index): Standing[] => {
    const competitor = competitors.get(id);
    const own = runs.get(id) ?? [];
    const [latest] = own;
    if (competitor === undefined || latest === undefined) return [];
    const before = replay.dayBefore.get(id);
    const rank = index + 1;
    return [
      {
        rank,
        rankChange: before === undefined ? null : before - rank,
        competitor,
        scores: latest.scores,
        runs: own,
        daysAtFirst: daysOf(reigns, { competitor: id, now: facts.now }),
        note: replay.ahead.get(id) ?? '',
      },
    ];
  });
  return { standings: sorted(standings, facts.sortedBy), reigns, changes: changesOf(replay, nameOf) };
}

/** By competitor, the latest first. */
function standingRuns(
  moves: readonly Moved[],
  runs: readonly OfficialRun[],
): ReadonlyMap<string, readonly StandingRun[]> {
  const byId = new Map(runs.map((run) => [run.id, run]));
  const found = new Map<string, StandingRun[]>();
  for (const {
    run: { id, competitor },
    after,
  } of moves) {
    const run = byId.get(id);
    if (run === undefined) continue;
    const { startedAt, finishedAt, addedAt, repeats, scores, ttftP50Ms, signer } = run;
    const own = found.get(competitor) ?? [];
    own.push({ id, startedAt, finishedAt, addedAt, repeats, scores, ttftP50Ms, signer, rank: after });
    found.set(competitor, own);
  }
  return new Map([...found].map(([competitor, own]) => [competitor, own.reverse()]));
}

function reignsOf({ reigns }: Replay, nameOf: (id: string) => string): readonly Reign[] {
  return reigns
    .map(({ run, at, reason }, index) => ({
      competitor: run.competitor,
      name: nameOf(run.competitor),
      run: run.id,
      composite: run.composite.value,
      from: at,
      until: reigns[index + 1]?.at ?? null,
      reason,
    }))
    .reverse();
}

const dayMs = 24 * 3_600_000;

function daysOf(
  reigns: readonly Reign[],
  { competitor, now }: { readonly competitor: string; readonly now: number },
): number {
  return reigns
    .filter((reign) => reign.competitor === competitor)
    .reduce((sum, { from, until }) => sum + Math.max(0, (until ?? now) - from) / dayMs, 0);
}

/** Of the runs that changed their competitor's rank. */
function changesOf({ moves }: Replay, nameOf: (id: string) => string): readonly RankChange[] {
  return moves
    .filter(({ before, after }) => before !== after)
    .map(({ run, before, after }) => ({
      at: run.finishedAt,
      run: run.id,
      competitor: run.competitor,
      name: nameOf(run.competitor),
      composite: run.composite.value,
      before,
      after,
    }))
    .reverse();
}

/** The best first, what was not measured last; by composite: by rank. */
function sorted(standings: readonly Standing[], by: ScoreName): readonly Standing[] {
  if (by === 'composite') return standings;
  const valueOf = ({ scores }: Standing) => scores[by]?.value ?? -1;
  return [...standings].sort((left, right) => valueOf(right) - valueOf(left) || left.rank - right.rank);
}
