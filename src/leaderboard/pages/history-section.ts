import { empty, markup, type Markup } from '../../report/html/markup.js';
import { scrollTable } from '../../report/html/table-sections.js';
import type { ReignView } from './history-view.js';
import type { LeaderboardView } from './leaderboard-view.js';

/** Who was #1, since when and by what right, and what each run made of the order. */
export function historySection({ reigns, changes, olderChanges }: LeaderboardView): Markup {
  return markup`<section id="history" aria-labelledby="history-title">
<h2 id="history-title">History of #1</h2>
${reigns.length === 0 ? markup`<p class="quiet">Nobody has been #1 yet.</p>` : markup`${timeline(reigns)}${reignList(reigns)}`}
${changes.length === 0 ? empty : changeTable({ changes, olderChanges })}
</section>`;
}

/** The latest reign on the right; who holds #1 now is filled. */
function timeline(reigns: readonly ReignView[]): Markup {
  if (reigns.length < 2) return empty;
  return markup`<svg class="timeline" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true">${reigns.map(
    ({ span, isCurrent }) =>
      markup`<rect class="${isCurrent ? 'now' : 'past'}" x="${Math.round(span.start * 1000)}" width="${Math.max(2, Math.round((span.end - span.start) * 1000) - 2)}" height="12"/>`,
  )}</svg>`;
}

function reignList(reigns: readonly ReignView[]): Markup {
  return markup`<ol class="reigns">
${reigns.map(
  ({
    name,
    anchor,
    composite,
    when,
    reason,
    run,
    isCurrent,
  }) => markup`<li${isCurrent ? markup` class="now"` : empty}>
<p class="reign"><strong>${anchor === '' ? name : markup`<a href="#${anchor}">${name}</a>`}</strong> <span class="number">${composite}</span></p>
<p class="quiet">${when} · run <code>${run}</code></p>
<p class="reason">${reason}</p></li>\n`,
)}</ol>`;
}

function changeTable({ changes, olderChanges }: Pick<LeaderboardView, 'changes' | 'olderChanges'>): Markup {
  const rows = changes.map(({ at, name, ranks, composite, run }) => [at, name, ranks, composite, run]);
  return markup`<details class="changes"><summary>What each run made of the order</summary>
${scrollTable({ caption: 'Rank before and after each run, the latest first', head: ['Finished', 'Competitor', 'Rank', 'Composite', 'Run'], rows, words: 2 })}
${olderChanges === '' ? empty : markup`<p class="quiet">${olderChanges}.</p>`}</details>`;
}
