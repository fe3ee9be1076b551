import type { RunResult } from '../../results/run-result.js';
import { dimensions } from '../../scoring/scores.js';
import { compositeTerms } from '../composite-terms.js';
import type { ScoreView, View } from '../view.js';
import { empty, markup, type Markup } from './markup.js';
import { scoreBar } from './score-bar.js';

/** The composite, the five dimensions with their intervals, and how the one comes from the others. */
export function scoreSection(view: View): Markup {
  const { composite, answers, result } = view;
  return markup`<section id="scores" aria-labelledby="scores-title">
<h2 id="scores-title">Scores</h2>
<div class="score-layout">
<div class="hero">
<p class="hero-label">Composite</p>
<p class="hero-value">${composite.value}<span class="hero-scale"> of 100</span></p>
${scoreBar(result.scores.composite)}
<p class="hero-note">${intervalText(view)}</p>
<p class="hero-answers"><strong>${answers.right}</strong>${answers.others.map((other) => markup` · ${other}`)}</p>
</div>
<div class="dimension-table"><table>
<caption>Dimensions, 0 to 100, with 95 % intervals</caption>
<thead><tr><th scope="col">Dimension</th><th scope="col"><span class="unseen">Bar</span></th><th scope="col" class="number">Score</th><th scope="col" class="number">95 % interval</th><th scope="col" class="number wide">Weight × score</th></tr></thead>
<tbody>
${dimensionRows(view)}</tbody>
</table></div>
</div>
${sumLine(view)}
</section>`;
}

function intervalText({ composite, noInterval }: View): string {
  if (composite.interval !== '') return `95 % interval ${composite.interval}`;
  return noInterval === '' ? '' : `No interval: ${noInterval}`;
}

/** The same as the last column, for a screen that has no room for it. */
function sumLine({ result, composite }: View): Markup {
  const terms = compositeTerms(valuesOf(result)).map(
    ({ weight, value, label }) => `${weight} × ${value} ${label}`,
  );
  return markup`<p class="quiet narrow-only">Composite ${composite.value} = ${terms.join(' + ')}</p>`;
}

function dimensionRows({ dimensions: views, result }: View): readonly Markup[] {
  const terms = compositeTerms(valuesOf(result));
  return dimensions.map((dimension, index) => {
    const view = views[index];
    const term = terms[index];
    if (view === undefined || term === undefined) return empty;
    const product = term.product === '' ? 'not measured' : `${term.weight} × ${term.value} = ${term.product}`;
    return dimensionRow(view, scoreBar(result.scores[dimension]), product);
  });
}

function dimensionRow({ label, value, interval }: ScoreView, bar: Markup, product: string): Markup {
  return markup`<tr><th scope="row">${label}</th><td class="bar-cell">${bar}</td><td class="number strong">${value}</td><td class="number">${interval === '' ? '–' : interval}</td><td class="number wide quiet">${product}</td></tr>\n`;
}

function valuesOf({ scores }: RunResult) {
  const value = (dimension: (typeof dimensions)[number]) => scores[dimension]?.value ?? null;
  return {
    quality: value('quality'),
    speed: value('speed'),
    cost: value('cost'),
    streaming: value('streaming'),
    modality: value('modality'),
  };
}
