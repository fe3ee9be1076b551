import { empty, markup, type Markup } from '../../report/html/markup.js';
import { scoreNames, type ScoreName } from '../standings.js';
import { fullScale, intervalMark, scaleOf, type Scale } from './interval-mark.js';
import type { LeaderboardView } from './leaderboard-view.js';
import { scoreLabel, sortable, type ScoreCellView } from './score-cell-view.js';
import { standingDetails } from './standing-details.js';
import type { StandingView } from './standing-view.js';

interface Column {
  readonly label: string;
  readonly sort: 'number' | 'text';
  readonly first: 'ascending' | 'descending';
  readonly look: string;
}

const columns: readonly Column[] = [
  { label: 'Rank', sort: 'number', first: 'ascending', look: 'rank' },
  { label: 'Competitor', sort: 'text', first: 'ascending', look: 'word' },
  ...scoreNames.map((name): Column => ({
    label: scoreLabel(name),
    sort: 'number',
    first: 'descending',
    look: 'number',
  })),
  { label: 'Runs', sort: 'number', first: 'descending', look: 'number' },
  { label: 'Submitted', sort: 'number', first: 'descending', look: 'number' },
  { label: 'Days at #1', sort: 'number', first: 'descending', look: 'number' },
];

/** The board: one row a competitor, in the order asked for, each opening to what it rests on. */
export function standingsSection({ rows, sortedBy, board }: LeaderboardView): Markup {
  return markup`<section id="standings" aria-labelledby="standings-title">
<div class="section-bar"><h2 id="standings-title">Standings</h2><button type="button" class="quiet-button" id="expand-all" hidden>Open all</button></div>
${board === undefined || rows.length === 0 ? nobody() : table(rows, sortedBy)}
</section>`;
}

function nobody(): Markup {
  return markup`<p class="nobody">No run stands on this board yet.</p>
<p class="lead">The first signed official run that is recomputed from its journal will be #1. <a href="#reproduce">How to make one</a>.</p>`;
}

function table(rows: readonly StandingView[], sortedBy: ScoreName): Markup {
  // By the composite is by rank: the paired rule may keep a holder above a higher composite.
  const sorted = sortedBy === 'composite' ? 'Rank' : scoreLabel(sortedBy);
  const scales = scoreNames.map((_, index) => scaleOf(rows.map(({ scores }) => scores[index]?.cell ?? null)));
  return markup`<p class="lead">Scores are 0 to 100, of each competitor's latest official run, with their 95 % intervals beneath, drawn on the range of each column.</p>
<div class="board-scroll" role="region" aria-label="Standings" tabindex="0">
<table class="standings" data-sortable>
<caption class="unseen">Standings. A column's heading sorts by it; a competitor's name opens its runs.</caption>
<thead><tr>${columns.map((column) => heading(column, sorted))}</tr></thead>
${rows.map((view) => row(view, scales))}</table>
</div>`;
}

function heading({ label, sort, first, look }: Column, sorted: string): Markup {
  return markup`<th scope="col" class="${look}" data-sort="${sort}" data-first="${first}" aria-sort="${label === sorted ? first : 'none'}">${label}</th>`;
}

function row(view: StandingView, scales: readonly Scale[]): Markup {
  const { anchor, rank, name, byline, scores, runCount, submitted, submittedAt, daysAtFirst } = view;
  return markup`<tbody class="competitor" id="${anchor}">
<tr><td class="rank" data-value="${rank}"><span class="place">${rank}</span>${move(view)}</td>
<th scope="row" data-value="${name}"><span class="name">${name}</span>${byline === '' ? empty : markup`<span class="byline">${byline}</span>`}${view.takesPart ? empty : markup`<span class="byline">no longer takes part</span>`}</th>
${scores.map((score, index) => scoreCell(score, scales[index] ?? fullScale))}<td class="fact run-count" data-value="${runCount}">${runCount}</td><td class="fact submitted" data-value="${submittedAt}">${submitted}</td><td class="fact first-days" data-value="${view.daysAtFirstExact.toFixed(3)}">${daysAtFirst}</td></tr>
<tr class="more" id="${anchor}-more"><td colspan="${columns.length}">${standingDetails(view)}</td></tr>
</tbody>
`;
}

const moves = { up: 'up', down: 'down', new: 'new' } as const;
const arrows = { up: '▲', down: '▼', new: '' } as const;

function move({ move: moved }: StandingView): Markup {
  if (moved === undefined) return empty;
  const { kind, places } = moved;
  if (kind === 'new') return markup`<span class="move new">${moves.new}</span>`;
  return markup`<span class="move ${kind}"><span aria-hidden="true">${arrows[kind]}</span><span class="unseen">${moves[kind]} </span>${places}</span>`;
}

function scoreCell({ name, value, interval, cell }: ScoreCellView, scale: Scale): Markup {
  if (cell === null)
    return markup`<td class="score ${name}"><b>${value}</b><small>not measured</small></td>\n`;
  return markup`<td class="score ${name}" data-value="${sortable(cell.value)}"><b>${value}</b>${intervalMark(cell, scale)}<small>${interval}</small></td>\n`;
}
