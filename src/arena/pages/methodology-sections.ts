import { markup, type Markup } from '../../report/html/markup.js';
import type { MethodologyReading } from '../read/read-methodology.js';
import { contractRules } from '../text/contract-rules.js';
import { arenaFigures, scaleNotes } from '../text/methodology-page-text.js';
import { ruleFactsOf } from '../text/methodology-words.js';
import { metricDefinitions } from '../text/metric-definitions.js';

/** What this arena is, in a few large numbers. */
export function figuresSection(reading: MethodologyReading): Markup {
  return markup`<section id="figures" aria-labelledby="figures-title">
<h2 id="figures-title">This arena</h2>
<dl class="figures">
${arenaFigures(reading).map(
  ({ label, value, note }) =>
    markup`<div><dt>${label}</dt><dd class="${value.length > 14 ? 'value long' : 'value'}">${value}</dd><dd class="note">${note}</dd></div>\n`,
)}</dl>
</section>`;
}

/** The rules, what the numbers mean, and what changes as the arena grows. */
export function methodologySections(reading: MethodologyReading): Markup {
  return markup`<section id="contract" aria-labelledby="contract-title">
<h2 id="contract-title">Execution contract</h2>
<p class="lead">What holds for every attempt before it reaches the board.</p>
<ol class="rules">
${contractRules(ruleFactsOf(reading)).map(
  ({ title, text, reference }, index) =>
    markup`<li><h3><span class="order" aria-hidden="true">${index + 1}</span>${title}</h3><p>${text}</p><p class="endpoint">${reference}</p></li>\n`,
)}</ol>
</section>
<section id="metrics" aria-labelledby="metrics-title">
<h2 id="metrics-title">What the numbers mean</h2>
<dl class="prose">
${metricDefinitions().map(({ term, text }) => markup`<dt>${term}</dt><dd>${text}</dd>\n`)}</dl>
</section>
<section id="scale" aria-labelledby="scale-title">
<h2 id="scale-title">What changes as it grows</h2>
<ul class="text-list prose">${scaleNotes(reading).map((note) => markup`<li>${note}</li>\n`)}</ul>
</section>`;
}
