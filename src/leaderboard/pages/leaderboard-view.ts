import { inert } from '../../lib/inert.js';
import { formatMs } from '../../lib/quantity.js';
import { counted, formatCount, formatScore, nothing } from '../../report/words.js';
import type { Leaderboard, ScoreName } from '../standings.js';
import { boardView, otherBoardView, type BoardView } from './board-view.js';
import { changeView, reignView, type ChangeView, type ReignView } from './history-view.js';
import { standingView, type StandingView } from './standing-view.js';
import { timeWords } from './time-words.js';
import { unverifiedView, type UnverifiedView } from './unverified-view.js';

/** A figure, its name, and what it rests on ('' for nothing). */
export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

/** Everything the page says of one leaderboard, as finished words: the only place of the page that rounds. */
export interface LeaderboardView {
  /** `epoch 3`; '' for none. */
  readonly epoch: string;
  /** `2026-01-22 14:32 UTC` */
  readonly asOf: string;
  readonly headline: readonly Figure[];
  readonly pulse: readonly Figure[];
  /** What column the rows are in the order of. */
  readonly sortedBy: ScoreName;
  readonly rows: readonly StandingView[];
  readonly board: BoardView | undefined;
  readonly otherBoards: readonly string[];
  readonly reigns: readonly ReignView[];
  readonly changes: readonly ChangeView[];
  /** Changes of rank that the page leaves out. */
  readonly olderChanges: string;
  readonly unverified: readonly UnverifiedView[];
}

/** Times are absolute, in UTC: a page that is published once must not say "2 hours ago" for ever. */
export function leaderboardView(leaderboard: Leaderboard): LeaderboardView {
  const { asOf, board, otherBoards, reigns, changes, snapshot, standings, unverified } = leaderboard;
  const shownChanges = changes.slice(0, mostChanges);
  const left = changes.length - shownChanges.length;
  const mostRuns = Math.max(fewestRuns, Math.floor(mostRunRows / Math.max(1, standings.length)));
  return {
    epoch: snapshot.epoch === null ? '' : inert(snapshot.epoch, 80),
    asOf: timeWords(asOf),
    headline: headlineOf(leaderboard),
    pulse: pulseOf(leaderboard),
    sortedBy: leaderboard.sortedBy,
    rows: standings.map((standing, index) => standingView(standing, { index, mostRuns })),
    board: board === null ? undefined : boardView(board),
    otherBoards: otherBoards.map(otherBoardView),
    reigns: reigns.map((reign) => reignView(reign, leaderboard)),
    changes: shownChanges.map(changeView),
    olderChanges: left === 0 ? '' : `${counted(left, 'older change')} left out`,
    unverified: unverified.map(unverifiedView),
  };
}

// The page stays a page, whatever years of daily rounds come to; `leaderboard show --format json` has everything.
const mostChanges = 50;
const mostRunRows = 1_200;
const fewestRuns = 5;

function headlineOf({ snapshot }: Leaderboard): readonly Figure[] {
  const { competitors, prizePool, benchmarkRuns } = snapshot;
  return [
    { label: 'Competitors', value: formatCount(competitors), note: '' },
    ...(prizePool === null ? [] : [{ label: 'Prize pool', value: inert(prizePool, 40), note: '' }]),
    { label: 'Benchmark runs', value: formatCount(benchmarkRuns), note: '' },
  ];
}

function pulseOf({ snapshot, standings }: Leaderboard): readonly Figure[] {
  const { nextPublicRunAt, cron, topComposite, medianTtftMs, lastUpdatedAt } = snapshot;
  const first = standings.find(({ rank }) => rank === 1);
  return [
    {
      label: 'Next public run',
      value: nextPublicRunAt === null ? 'not scheduled' : timeWords(nextPublicRunAt),
      note: cron === null ? '' : `schedule ${inert(cron, 60)}`,
    },
    {
      label: 'Top composite',
      value: topComposite === null ? nothing : formatScore(topComposite),
      note: first === undefined ? '' : `${inert(first.competitor.name, 60)} is #1`,
    },
    {
      label: 'Median TTFT',
      value: medianTtftMs === null ? nothing : formatMs(medianTtftMs),
      note: medianTtftMs === null ? '' : "over the runs' own medians",
    },
    {
      label: 'Last updated',
      value: lastUpdatedAt === null ? nothing : timeWords(lastUpdatedAt),
      note: lastUpdatedAt === null ? '' : 'when the newest run was added',
    },
  ];
}
