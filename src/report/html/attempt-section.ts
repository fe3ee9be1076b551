import { counted } from '../words.js';
import type { View } from '../view.js';
import { markup, type Markup } from './markup.js';

interface Column {
  readonly key: string;
  readonly label: string;
  /** `wide`: left out where the screen is narrow; an opened attempt has it. */
  readonly look: string;
}

const columns: readonly Column[] = [
  { key: 'id', label: 'Attempt', look: 'word' },
  { key: 'category', label: 'Category', look: 'word wide' },
  { key: 'kind', label: 'Result', look: 'word' },
  { key: 'quality', label: 'Quality', look: 'number wide' },
  { key: 'ttftMs', label: 'TTFT', look: 'number wide' },
  { key: 'lifecycleMs', label: 'Lifecycle', look: 'number' },
  { key: 'maxGapMs', label: 'Longest gap', look: 'number wider' },
  { key: 'completionTokens', label: 'Tokens out', look: 'number wider' },
  { key: 'costUsd', label: 'Cost', look: 'number wider' },
  { key: 'reason', label: 'Reason', look: 'word wide' },
];

/** The frame of the attempts table; the page's script fills it from the rows. */
export function attemptSection({ result }: View): Markup {
  return markup`<section id="attempts" aria-labelledby="attempts-title">
<h2 id="attempts-title">Attempts</h2>
<noscript><p class="notice note">The table of attempts needs JavaScript. It is in this file: no network is used.</p></noscript>
<form class="filters" id="filters" role="search" aria-label="Filter attempts">
<label class="filter-text">Find <input type="search" id="filter-text" autocomplete="off" spellcheck="false" placeholder="task, reason or flag"></label>
${['category', 'result', 'verdict', 'outcome'].map(
  (name) =>
    markup`<label>${name.charAt(0).toUpperCase() + name.slice(1)} <select id="filter-${name}"><option value="">All</option></select></label>\n`,
)}<button type="reset" class="quiet-button">Clear</button>
</form>
<p class="count" id="count" role="status">${counted(result.attempts.length, 'attempt')}</p>
<table class="attempts" id="attempt-table">
<caption class="unseen">Attempts. A column's heading sorts by it.</caption>
<thead><tr>${columns.map(
    ({ key, label, look }) =>
      markup`<th scope="col" class="${look}" aria-sort="none"><button type="button" data-sort="${key}">${label}</button></th>`,
  )}</tr></thead>
<tbody></tbody>
</table>
<nav class="pages" id="pages" aria-label="Pages of attempts" hidden><button type="button" class="quiet-button" id="previous-page">Previous</button><span id="page-number"></span><button type="button" class="quiet-button" id="next-page">Next</button></nav>
</section>`;
}
