import { BenchError } from '../errors/bench-error.js';
import { quantile } from '../stats/quantile.js';
import { sortSamples } from '../stats/sorted-samples.js';
import type { Database } from '../store/database.js';
import { decideBoard } from './decide-board.js';
import { readOfficialRuns, readUnverifiedRuns, type OfficialRun } from './official-runs.js';
import { readCompetitors } from './registry.js';
import { toStandings, type ShownOrder } from './to-standings.js';
import type { Board, Leaderboard, Snapshot } from './standings.js';

/** What is configured, not measured. */
export type SnapshotSettings = Pick<Snapshot, 'prizePool' | 'epoch' | 'cron' | 'nextPublicRunAt'>;

export interface ReadOptions extends ShownOrder {
  /** Start of a board's key; left out: the board of the newest run. */
  readonly board?: string | undefined;
  readonly settings: SnapshotSettings;
  /** UTC ms. */
  readonly now: number;
}

/** A board as everything about it says now. Throws BenchError('usage') for a board that is not there. */
export async function readLeaderboard(
  database: Database,
  { board: wanted, now, settings, ...shown }: ReadOptions,
): Promise<Leaderboard> {
  const all = await readOfficialRuns(database);
  const boards = boardsOf(all);
  const board = chosen(boards, wanted);
  const runs = all.filter((run) => run.board.key === board?.key);
  const replay = await decideBoard(database, { runs, board: board?.key ?? '', now });
  const competitors = await readCompetitors(database);
  const { standings, reigns, changes } = toStandings(replay, { runs, competitors, now, ...shown });
  return {
    schema: 'janus-bench/leaderboard',
    schemaVersion: 1,
    asOf: now,
    board: board === undefined ? null : factsOf(board),
    otherBoards: boards.filter(({ key }) => key !== board?.key),
    sortedBy: shown.sortedBy,
    ...{ standings, reigns, changes },
    snapshot: { ...settings, ...measured(runs), topComposite: replay.order[0]?.composite.value ?? null },
    unverified: await readUnverifiedRuns(database),
  };
}

type ActiveBoard = Leaderboard['otherBoards'][number];

/** The one with the newest run first. */
function boardsOf(runs: readonly OfficialRun[]): readonly ActiveBoard[] {
  const boards = new Map<string, ActiveBoard>();
  for (const { board, finishedAt } of runs) {
    const { runs: count = 0, lastRunAt = 0 } = boards.get(board.key) ?? {};
    boards.set(board.key, { ...board, runs: count + 1, lastRunAt: Math.max(lastRunAt, finishedAt) });
  }
  return [...boards.values()].sort(
    (left, right) => right.lastRunAt - left.lastRunAt || (left.key < right.key ? -1 : 1),
  );
}

function chosen(boards: readonly ActiveBoard[], wanted: string | undefined): ActiveBoard | undefined {
  if (wanted === undefined) return boards[0];
  const [only, ...others] = boards.filter(({ key }) => wanted !== '' && key.startsWith(wanted));
  if (only !== undefined && others.length === 0) return only;
  const known = boards.map(({ key, suite }) => `${key} (${suite})`).join(', ');
  throw new BenchError('usage', `there is no board ${wanted}`, {
    hint: known === '' ? 'No run stands on any board yet: leaderboard add RUN' : `Boards: ${known}`,
  });
}

function factsOf(active: ActiveBoard): Board {
  const { key, suite, suiteSha256, profileSha256, judgeSha256, runnerSha256, judge, runner } = active;
  return { key, suite, suiteSha256, profileSha256, judgeSha256, runnerSha256, judge, runner };
}

function measured(runs: readonly OfficialRun[]): Omit<Snapshot, keyof SnapshotSettings | 'topComposite'> {
  const times = runs.flatMap(({ ttftP50Ms }) => ttftP50Ms ?? []);
  return {
    competitors: new Set(runs.map(({ competitor }) => competitor)).size,
    benchmarkRuns: runs.length,
    medianTtftMs: quantile(sortSamples(times), 0.5) ?? null,
    lastUpdatedAt:
      runs.length === 0 ? null : runs.reduce((latest, { addedAt }) => Math.max(latest, addedAt), 0),
  };
}
