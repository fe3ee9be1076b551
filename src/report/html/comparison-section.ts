import type { Comparison } from '../../compare/comparison.js';
import {
  findingsNote,
  toComparisonView,
  type ComparisonView,
  type FindingGroup,
  type FlipView,
} from '../comparison-view.js';
import { attemptLink } from './attempt-link.js';
import { empty, markup, type Markup } from './markup.js';
import { factList } from './table-sections.js';

const shownFlips = 200;

/** What changed against the base: the outcome in a sentence, the findings, and the tasks that flipped. */
export function comparisonSection(comparison: Comparison): Markup {
  const view = toComparisonView(comparison);
  const { headline, obstacles, notes, groups, unmatched, pairwise } = view;
  return markup`<section id="comparison" aria-labelledby="comparison-title">
<h2 id="comparison-title">Comparison</h2>
<p class="headline ${headline.level}">${headline.text}</p>
${runList(view)}
${textList('Why they cannot be compared', obstacles)}
${groups.map(findingTable)}
${groups.length === 0 ? empty : markup`<p class="quiet">${findingsNote}</p>`}
${flipTable(view)}
${pairwiseList(pairwise)}
${textList(
  'Not compared',
  unmatched.map(({ label, text }) => `${label}: ${text}`),
)}
${textList('Notes', notes)}
</section>`;
}

function pairwiseList(lines: ComparisonView['pairwise']): Markup {
  if (lines.length === 0) return empty;
  return markup`<h3>Answers side by side</h3>${factList(lines.map((line) => ({ ...line, level: 'plain' })))}`;
}

function runList({ runs, facts }: ComparisonView): Markup {
  return markup`<dl class="fact-list">
${runs.map(({ role, name, facts: own }) => markup`<div><dt>${role}</dt><dd><strong>${name}</strong> ${own.join(' · ')}</dd></div>\n`)}${
    facts.length === 0 ? empty : markup`<div><dt>made of</dt><dd>${facts.join(' · ')}</dd></div>`
  }</dl>`;
}

function findingTable({ title, rows, reasons }: FindingGroup): Markup {
  return markup`<div class="scroll" role="region" aria-label="Comparison: ${title}" tabindex="0"><table class="findings">
<caption>${title}</caption>
<thead><tr><th scope="col">What</th><th scope="col" class="number">Base</th><th scope="col" class="number">Candidate</th><th scope="col" class="number">Change</th><th scope="col" class="number">95 % interval</th><th scope="col" class="number">p</th><th scope="col">Verdict</th><th scope="col" class="number">Unseen</th></tr></thead>
<tbody>
${rows.map(
  (row) =>
    markup`<tr><th scope="row">${row.label}</th><td class="number">${row.base}</td><td class="number">${row.candidate}</td><td class="number strong">${row.change}</td><td class="number">${row.interval}</td><td class="number">${row.p}</td><td><span class="verdict ${row.level}">${row.verdict}</span></td><td class="number quiet">${row.smallest}</td></tr>\n`,
)}</tbody>
</table></div>
${reasons.map((reason) => markup`<p class="quiet">${reason}</p>\n`)}`;
}

function flipTable({ flips, flipCount }: ComparisonView): Markup {
  if (flips.length === 0) return empty;
  const shown = flips.slice(0, shownFlips);
  return markup`<h3>Tasks that flipped <span class="quiet">${flipCount}</span></h3>
<div class="scroll" role="region" aria-label="Tasks that flipped" tabindex="0"><table>
<caption class="unseen">Tasks that flipped: right answers in the base and in the candidate</caption>
<thead><tr><th scope="col">Task</th><th scope="col">Category</th><th scope="col">Change</th><th scope="col" class="number">Base right</th><th scope="col" class="number">Candidate right</th><th scope="col">Look at</th></tr></thead>
<tbody>
${shown.map(flipRow)}</tbody>
</table></div>
${flips.length > shown.length ? markup`<p class="quiet">The ${shown.length} largest of ${flips.length}.</p>` : empty}`;
}

function flipRow({ taskId, category, change, base, candidate, candidateAttempt }: FlipView): Markup {
  return markup`<tr><th scope="row">${taskId}</th><td>${category}</td><td><span class="verdict ${change === 'lost' ? 'bad' : 'good'}">${change}</span></td><td class="number">${base}</td><td class="number">${candidate}</td><td>${attemptLink(candidateAttempt)}</td></tr>\n`;
}

function textList(title: string, texts: readonly string[]): Markup {
  if (texts.length === 0) return empty;
  return markup`<h3>${title}</h3><ul class="text-list">${texts.map((text) => markup`<li>${text}</li>`)}</ul>`;
}
