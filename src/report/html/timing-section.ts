import { formatMs } from '../../lib/quantity.js';
import { metrics } from '../../metrics/catalogue.js';
import { formatCount } from '../words.js';
import { lowConfidenceNote, type View } from '../view.js';
import { empty, markup, type Markup } from './markup.js';
import type { Distribution } from './page-data.js';
import { factList, scrollTable } from './table-sections.js';

/** How times were spread: a curve for each, and the numbers. */
export function timingSection({ timings, load }: View, charts: readonly Distribution[]): Markup {
  const isUnsure = timings.some(({ p50, p90, p95, p99 }) => [p50, p90, p95, p99].some(isMarked));
  const rows = timings.map(({ label, p50, p90, p95, p99, max, n }) => [label, p50, p90, p95, p99, max, n]);
  const hasGaps = charts.some(({ id }) => id === 'gapsMs');
  return markup`<section id="timing" aria-labelledby="timing-title">
<h2 id="timing-title">Times</h2>
<p class="lead">Of attempts that ended well. Each curve shows which share was done within a time; steep and far left is good.</p>
<div class="charts">${charts.map(chartFigure)}</div>
${hasGaps ? empty : markup`<p class="quiet">The spread of gaps is drawn where the run's journal is at hand; the table has their quantiles.</p>`}
${scrollTable({ caption: 'Times by quantile', head: ['Time', 'p50', 'p90', 'p95', 'p99', 'Max', 'n'], rows, words: 1 })}
${isUnsure ? markup`<p class="quiet">${lowConfidenceNote}</p>` : empty}
${load.length === 0 ? empty : markup`<h3>Load</h3>${factList(load)}`}
</section>`;
}

function isMarked(text: string): boolean {
  return text.startsWith('~');
}

const meanings = {
  ttftMs: 'Time to the first output',
  lifecycleMs: 'Time to the end of the response',
  gapsMs: 'Gaps between pieces of output',
} as const;

function chartFigure({ id, things, n, p50, p95 }: Distribution): Markup {
  const name = id === 'ttftMs' || id === 'lifecycleMs' || id === 'gapsMs' ? id : undefined;
  if (name === undefined) return empty;
  const numbers = `p50 ${formatMs(p50)}, p95 ${formatMs(p95)}`;
  const summary = `${metrics[name].label}: share of ${formatCount(n)} ${things} over time, log scale; ${numbers}.`;
  return markup`<figure class="chart">
<figcaption><strong>${metrics[name].label}</strong> <span class="quiet">${meanings[name]}</span></figcaption>
<div class="plot" id="chart-${name}" role="img" aria-label="${summary}"></div>
<p class="plot-note quiet" aria-hidden="true">${numbers} of ${formatCount(n)} ${things}</p>
</figure>`;
}
