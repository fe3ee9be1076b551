import type { Notice } from '../view-notices.js';
import type { View } from '../view.js';
import { empty, markup, type Markup } from './markup.js';

/** What was run, whether it can be relied on, and what to read before the numbers. */
export function masthead(view: View, hasComparison: boolean): Markup {
  return markup`<a class="skip" href="#main">Skip to the numbers</a>
<header class="masthead">
<div class="masthead-bar">
<p class="brand">janus-bench</p>
<button type="button" class="quiet-button" id="theme" hidden>Dark</button>
</div>
<h1>${view.suite}</h1>
<ul class="facts">${view.facts.map((fact) => markup`<li>${fact}</li>`)}</ul>
<ul class="badges">${badges(view)}</ul>
<p class="run-id">run <code>${view.runId}</code></p>
</header>
${navigation(hasComparison)}
${noticeList(view.notices)}`;
}

function badges({ result }: View): readonly Markup[] {
  const { validity, publishable, run } = result;
  const status = { valid: 'good', suspect: 'warn', invalid: 'bad' } as const;
  return [
    badge(status[validity.status], `Measurement ${validity.status}`),
    badge(publishable.ok ? 'good' : 'plain', publishable.ok ? 'Publishable' : 'Not publishable'),
    run.complete ? badge('plain', 'Complete') : badge('warn', 'Not finished'),
    ...(run.official ? [badge('good', 'Official')] : []),
  ];
}

function badge(level: 'good' | 'warn' | 'bad' | 'plain', text: string): Markup {
  return markup`<li class="badge ${level}">${text}</li>`;
}

function navigation(hasComparison: boolean): Markup {
  return markup`<nav class="sections" aria-label="Sections"><ul>
<li><a href="#scores">Scores</a></li>
${hasComparison ? markup`<li><a href="#comparison">Comparison</a></li>` : empty}
<li><a href="#timing">Times</a></li>
<li><a href="#categories">Categories</a></li>
<li><a href="#failures">What went wrong</a></li>
<li><a href="#attempts">Attempts</a></li>
<li><a href="#trust">Cost and trust</a></li>
</ul></nav>`;
}

const words = { bad: 'Important', warn: 'Warning', note: 'Note' } as const;

function noticeList(notices: readonly Notice[]): Markup {
  if (notices.length === 0) return empty;
  return markup`<section class="notices" aria-label="Read this first"><ul>
${notices.map(({ level, text }) => markup`<li class="notice ${level}"><strong>${words[level]}.</strong> ${text}</li>\n`)}</ul></section>`;
}
