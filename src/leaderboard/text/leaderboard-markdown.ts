import { escapeMarkdown, markdownCode } from '../../lib/escape-markdown.js';
import { nothing } from '../../report/words.js';
import { leaderboardView, type LeaderboardView } from '../pages/leaderboard-view.js';
import { scoreLabel, type ScoreCellView } from '../pages/score-cell-view.js';
import { scoreNames, type Leaderboard } from '../standings.js';

/** GitHub-flavoured Markdown. Names of competitors are plain words in it, whatever they hold. */
export function renderLeaderboardMarkdown(leaderboard: Leaderboard): string {
  const view = leaderboardView(leaderboard);
  return `${[
    `### Leaderboard${view.board === undefined ? '' : `: ${escapeMarkdown(view.board.suite)}`}`,
    '',
    [...view.headline, ...view.pulse]
      .map(({ label, value }) => `${label}: ${escapeMarkdown(value)}`)
      .join(' · '),
    '',
    ...standingLines(view),
    ...noteLines(view),
    ...reignLines(view),
    ...unverifiedLines(view),
    '',
    `As of ${view.asOf}. Scores are points from 0 to 100, with their 95 % interval.`,
    ...view.otherBoards.map((board) => `\nAnother board: ${escapeMarkdown(board)}`),
  ].join('\n')}\n`;
}

function standingLines({ rows }: LeaderboardView): readonly string[] {
  if (rows.length === 0) return ['No run stands on a board yet.'];
  return [
    row(['#', 'Competitor', ...scoreNames.map(scoreLabel), 'Runs', 'Submitted', 'Days at #1']),
    `|--:|:--|${'--:|'.repeat(scoreNames.length + 1)}:--|--:|`,
    ...rows.map(({ rank, name, takesPart, scores, runCount, submitted, daysAtFirst }) =>
      row([
        String(rank),
        `${escapeMarkdown(name)}${takesPart ? '' : ' (disabled)'}`,
        ...scores.map(scoreText),
        String(runCount),
        submitted,
        daysAtFirst,
      ]),
    ),
  ];
}

function scoreText({ name, value, interval }: ScoreCellView): string {
  const shown = name === 'composite' && value !== nothing ? `**${value}**` : value;
  return interval === '' ? shown : `${shown} (${interval})`;
}

function noteLines({ rows }: LeaderboardView): readonly string[] {
  const noted = rows.filter(({ note }) => note !== '');
  if (noted.length === 0) return [];
  return [
    '',
    '#### Ahead of #1 and not #1',
    '',
    ...noted.map(({ name, note }) => `- ${escapeMarkdown(name)}: ${escapeMarkdown(note, 500)}`),
  ];
}

function reignLines({ reigns }: LeaderboardView): readonly string[] {
  if (reigns.length === 0) return [];
  return [
    '',
    '#### Who held #1',
    '',
    row(['When', 'Competitor', 'Composite', 'Run', 'Why']),
    '|:--|:--|--:|:--|:--|',
    ...reigns.map(({ when, name, composite, run, reason }) =>
      row([when, escapeMarkdown(name), composite, markdownCode(run), escapeMarkdown(reason, 500)]),
    ),
  ];
}

function unverifiedLines({ unverified }: LeaderboardView): readonly string[] {
  if (unverified.length === 0) return [];
  return [
    '',
    '#### Unverified: on no board',
    '',
    row(['Run', 'Registered as', 'Suite', 'Claims', 'Why it stands on no board']),
    '|:--|:--|:--|--:|:--|',
    ...unverified.map(({ id, name, suite, scores, reasons }) =>
      row([
        markdownCode(id),
        escapeMarkdown(name),
        markdownCode(suite),
        scores[0]?.value ?? nothing,
        reasons.map((reason) => escapeMarkdown(reason, 500)).join('; '),
      ]),
    ),
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
