import { renderGrid, type GridColumn } from '../../report/grid.js';
import { openInk, type Ink } from '../../report/ink.js';
import { flowed, joinPage, pageColumns, section, type PageOptions } from '../../report/page.js';
import { counted, nothing } from '../../report/words.js';
import { leaderboardView, type LeaderboardView } from '../pages/leaderboard-view.js';
import type { ScoreCellView } from '../pages/score-cell-view.js';
import type { StandingView } from '../pages/standing-view.js';
import { scoreNames, type Leaderboard, type ScoreName } from '../standings.js';

/** For a terminal: figures, standings, what their intervals are, who held #1, and the runs that stand on no board. */
export function renderLeaderboardTable(leaderboard: Leaderboard, { columns, color }: PageOptions): string {
  const view = leaderboardView(leaderboard);
  const layout = { columns: pageColumns(columns), ink: openInk(color) };
  return joinPage([
    ...figureLines(view, layout),
    ...standingLines(view, layout),
    ...noteLines(view, layout),
    ...reignLines(view, layout),
    ...unverifiedLines(view, layout),
    ...view.otherBoards.flatMap((board) => indented([`another board: ${board}`], layout)),
    '',
  ]);
}

interface Layout {
  readonly columns: number;
  readonly ink: Ink;
}

function figureLines(view: LeaderboardView, layout: Layout): readonly string[] {
  const { board, epoch, asOf } = view;
  const facts = [...view.headline, ...view.pulse].map(({ label, value }) => `${inSentence(label)} ${value}`);
  const shared = (board?.shared ?? []).slice(1).flatMap(([label, words, sha256]) => {
    return [`${inSentence(label)} ${[words, sha256.slice(0, 12)].filter((part) => part !== '').join(' ')}`];
  });
  return [
    ...section(`Leaderboard${board === undefined ? '' : `: ${board.suite}`}`, asOf, layout),
    ...indented(epoch === '' ? facts : [`epoch ${epoch}`, ...facts], layout),
    ...indented(shared, layout),
    '',
  ];
}

function standingLines({ rows, sortedBy }: LeaderboardView, { columns, ink }: Layout): readonly string[] {
  if (rows.length === 0) return ['  no run stands on a board yet: janus-bench leaderboard add RUN'];
  const grid = renderGrid(rows, gridOf(sortedBy, ink), { columns, quiet: ink.quiet });
  const intervals = renderGrid(rows, intervalGrid(ink), { columns, quiet: ink.quiet });
  return [...grid, ...section('95 % intervals', '', { columns, ink }), ...intervals];
}

const shortLabels: Readonly<Record<ScoreName, string>> = {
  composite: 'comp.',
  quality: 'qual.',
  speed: 'speed',
  cost: 'cost',
  streaming: 'strm.',
  modality: 'mod.',
};

type Column = GridColumn<StandingView>;

function gridOf(sortedBy: ScoreName, ink: Ink): readonly Column[] {
  return [
    ...whoColumns(ink),
    ...scoreNames.map((name, index): Column => ({
      title: `${shortLabels[name]}${name === sortedBy && name !== 'composite' ? ' ↓' : ''}`,
      align: 'right',
      of: ({ scores }) => (name === 'composite' ? ink.strong : plain)(scores[index]?.value ?? nothing),
      rank: name === 'composite' ? 0 : 3,
    })),
    { title: 'runs', align: 'right', of: ({ runCount }) => String(runCount), rank: 4 },
    { title: 'submitted', align: 'left', of: ({ submitted }) => submitted, rank: 5 },
    { title: 'days at #1', align: 'right', of: ({ daysAtFirst }) => daysAtFirst, rank: 2 },
  ];
}

function intervalGrid(ink: Ink): readonly Column[] {
  return [
    ...whoColumns(ink),
    ...scoreNames.map((name, index): Column => ({
      title: shortLabels[name],
      align: 'right',
      of: ({ scores }) => intervalOf(scores[index]),
      rank: index,
    })),
  ];
}

function intervalOf(score: ScoreCellView | undefined): string {
  return score === undefined || score.interval === '' ? nothing : score.interval;
}

function whoColumns(ink: Ink): readonly Column[] {
  return [
    { title: '#', align: 'right', of: ({ rank }) => String(rank), rank: 0 },
    {
      title: 'competitor',
      align: 'left',
      of: ({ name, takesPart }) => (takesPart ? name : `${name} ${ink.quiet('(disabled)')}`),
      rank: 0,
    },
  ];
}

function noteLines({ rows }: LeaderboardView, layout: Layout): readonly string[] {
  const noted = rows.filter(({ note }) => note !== '');
  if (noted.length === 0) return [];
  return [
    ...section('Ahead of #1 and not #1', '', layout),
    ...noted.flatMap(({ name, note }) => indented([`${name}: ${note}`], layout)),
  ];
}

const shownReigns = 10;

function reignLines({ reigns }: LeaderboardView, layout: Layout): readonly string[] {
  if (reigns.length === 0) return [];
  const shown = reigns.slice(0, shownReigns);
  const left = reigns.length - shown.length;
  return [
    ...section('Who held #1', '', layout),
    ...shown.flatMap(({ name, composite, when, reason }) =>
      indented([`${name}, ${composite}: ${when}`, reason], layout),
    ),
    ...(left === 0 ? [] : [`  and ${counted(left, 'time')} before`]),
  ];
}

const shownUnverified = 20;

function unverifiedLines({ unverified }: LeaderboardView, layout: Layout): readonly string[] {
  if (unverified.length === 0) return [];
  const shown = unverified.slice(0, shownUnverified);
  const left = unverified.length - shown.length;
  return [
    ...section('Unverified', 'on no board', layout),
    ...shown.flatMap(({ id, name, suite, scores, reasons }) => [
      ...indented(
        [id, name === '' ? 'nobody’s' : name, suite, `composite ${scores[0]?.value ?? nothing}`],
        layout,
      ),
      ...reasons.flatMap((reason) => indented([`- ${reason}`], layout).map((line) => `  ${line}`)),
    ]),
    ...(left === 0 ? [] : [`  and ${counted(left, 'further run')}`]),
  ];
}

function indented(phrases: readonly string[], { columns, ink }: Layout): readonly string[] {
  return flowed(phrases, columns - 6).map((line) => `  ${ink.quiet(line)}`);
}

function inSentence(label: string): string {
  return `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}

function plain(text: string): string {
  return text;
}
