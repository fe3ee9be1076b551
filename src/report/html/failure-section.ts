import { counted } from '../words.js';
import type { View } from '../view.js';
import type { WorstView } from '../view-answers.js';
import { attemptLink } from './attempt-link.js';
import { empty, markup, type Markup } from './markup.js';

const shownWorst = 10;

/** What went wrong, how often, and where to look first. */
export function failureSection({ worst, failures, badTasks, result }: View): Markup {
  const isPrivate = result.suite.visibility === 'private';
  const shown = worst.slice(0, shownWorst);
  const body =
    badTasks === 0
      ? markup`<p class="lead">${result.attempts.length === 0 ? 'There are no attempts.' : 'Nothing: every attempt was right.'}</p>`
      : markup`<ul class="kinds">${failures.map(({ count, meaning }) => markup`<li><strong>${count}</strong> ${meaning}</li>`)}</ul>
<h3>Look here first</h3>
<ol class="worst">
${shown.map((entry) => worstItem(entry, isPrivate))}</ol>
${badTasks > shown.length ? markup`<p class="quiet">The worst ${shown.length} of ${counted(badTasks, 'task')}; all are in the table below.</p>` : empty}`;
  return markup`<section id="failures" aria-labelledby="failures-title">
<h2 id="failures-title">What went wrong</h2>
${body}
</section>`;
}

function worstItem({ attemptId, what, often, took, reason, level }: WorstView, isPrivate: boolean): Markup {
  const facts = [often, took]
    .filter((fact) => fact !== '')
    .map((fact) => markup` <span class="quiet">· ${fact}</span>`);
  return markup`<li>${attemptLink(attemptId)} <span class="${level}">${what}</span>${facts}${
    reason === '' || isPrivate ? empty : markup`<p class="reason">${reason}</p>`
  }</li>\n`;
}
