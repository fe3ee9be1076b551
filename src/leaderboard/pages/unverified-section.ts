import { empty, markup, type Markup } from '../../report/html/markup.js';
import { scoreNames } from '../standings.js';
import type { LeaderboardView } from './leaderboard-view.js';
import { scoreLabel, sortable, type ScoreCellView } from './score-cell-view.js';
import type { UnverifiedView } from './unverified-view.js';

/** Runs that stand on no board, apart from those that do, each with everything that keeps it off. */
export function unverifiedSection({ unverified }: LeaderboardView): Markup {
  return markup`<section id="unverified" aria-labelledby="unverified-title">
<h2 id="unverified-title">Unverified runs</h2>
<p class="lead">These were handed in too. They have no rank and count for nobody: each lacks something that a run on the board has.</p>
${unverified.length === 0 ? markup`<p class="quiet">There are none.</p>` : table(unverified)}
</section>`;
}

function table(runs: readonly UnverifiedView[]): Markup {
  return markup`<div class="board-scroll" role="region" aria-label="Unverified runs" tabindex="0">
<table class="standings unverified" data-sortable>
<caption class="unseen">Unverified runs, with what keeps each off the board. A column's heading sorts by it.</caption>
<thead><tr><th scope="col" data-sort="text">Run</th>${scoreNames.map((name) => markup`<th scope="col" class="number" data-sort="number" data-first="descending">${scoreLabel(name)}</th>`)}<th scope="col" class="number" data-sort="number" data-first="descending">Finished</th></tr></thead>
${runs.map(row)}</table>
</div>`;
}

function row({ id, name, suite, scores, at, finishedAt, reasons }: UnverifiedView): Markup {
  return markup`<tbody>
<tr><th scope="row" data-value="${name === '' ? id : name}"><span class="name">${name === '' ? 'says no name' : name}</span><span class="byline">${id}</span><span class="byline">${suite}</span></th>
${scores.map(scoreCell)}<td class="fact finished" data-value="${finishedAt}">${at}</td></tr>
<tr class="why"><td colspan="${scoreNames.length + 2}"><ul class="reasons">${reasons.map((reason) => markup`<li>${reason}</li>`)}</ul></td></tr>
</tbody>
`;
}

function scoreCell({ name, value, cell }: ScoreCellView): Markup {
  const known = cell === null ? empty : markup` data-value="${sortable(cell.value)}"`;
  return markup`<td class="score ${name}"${known}>${value}</td>`;
}
