import { empty, markup, type Markup } from '../../report/html/markup.js';
import { nothing } from '../../report/words.js';
import { scoreNames } from '../standings.js';
import { scoreLine } from './interval-mark.js';
import { rankLine } from './rank-line.js';
import { scoreLabel } from './score-cell-view.js';
import type { RunRowView, StandingView } from './standing-view.js';

/** What a row opens to: why it stands where it does, its scores in full, who it is, and its runs. */
export function standingDetails(view: StandingView): Markup {
  const { name, note, identity, ranks } = view;
  return markup`<details><summary>Scores and runs of ${name}</summary>
<div class="about">
${note === '' ? empty : markup`<p class="notice">${note}</p>`}
<div class="about-parts">
<div>${dimensionTable(view)}</div>
<div><dl class="identity">${identity.map(([label, value]) => markup`<div><dt>${label}</dt><dd>${value}</dd></div>\n`)}</dl>
${rankLine(ranks)}</div>
</div>
${runTable(view)}
</div></details>`;
}

function dimensionTable({ scores, sum, name }: StandingView): Markup {
  const rows = scores
    .filter((score) => score.name !== 'composite')
    .map(
      ({ label, value, interval, cell }) =>
        markup`<tr><th scope="row">${label}</th><td>${cell === null ? empty : scoreLine(cell)}</td><td>${value}</td><td>${interval === '' ? nothing : interval}</td></tr>\n`,
    );
  return markup`<table class="numbers-table dimensions"><caption>Latest official run of ${name}</caption>
<thead><tr><th scope="col">Dimension</th><th scope="col"><span class="unseen">Bar</span></th><th scope="col">Score</th><th scope="col">95 % interval</th></tr></thead>
<tbody>${rows}</tbody></table>
${sum === '' ? empty : markup`<p class="quiet">Composite ${sum}</p>`}`;
}

const runHead = ['Finished', ...scoreNames.map(scoreLabel), 'TTFT p50', 'Repeats', 'Rank after'];

function runTable({ runs, olderRuns, name }: StandingView): Markup {
  const caption = `Official runs of ${name}, the latest first; the latest counts`;
  return markup`<div class="scroll runs" role="region" aria-label="${caption}" tabindex="0"><table class="numbers-table">
<caption>${caption}</caption>
<thead><tr>${runHead.map((label) => markup`<th scope="col">${label}</th>`)}</tr></thead>
<tbody>${runs.map(runRow)}</tbody></table></div>
${olderRuns === '' ? empty : markup`<p class="quiet">${olderRuns}: <code>janus-bench leaderboard show --format json</code> has them.</p>`}`;
}

function runRow({ at, scores, ttft, repeats, rank, id, signer }: RunRowView): Markup {
  const cells = [...scores.map(({ value }) => value), ttft, repeats, rank];
  return markup`<tr><th scope="row">${at}<span class="byline">${id} · key ${signer}</span></th>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>\n`;
}
