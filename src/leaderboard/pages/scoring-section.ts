import { empty, markup, type Markup } from '../../report/html/markup.js';
import { nameOf } from '../../report/view.js';
import { janusComposite } from '../../scoring/profile.js';
import { dimensions, type Dimension } from '../../scoring/scores.js';

const { weights, id, version, passThreshold } = janusComposite;

/** What each dimension says, in a reader's words. The formulas are in the methodology. */
const meanings: Readonly<Record<Dimension, string>> = {
  quality:
    'How much of what was asked was answered rightly, in chat, research, coding and tools. Answers are checked by rules and, where words must be weighed, by a judge that has to quote its evidence. A failed attempt is a wrong answer.',
  speed:
    'How soon a useful first word comes, and how long a whole reply takes: the middle half of the replies and the slowest tenth, each held to a target for its kind of task.',
  cost: 'Tokens, model calls and computing time at one list of reference prices, so that everybody pays the same. Tokens are metered or counted, never taken on trust alone.',
  streaming:
    'How steady the stream is: its longest gap, signs of life while it works, and whether its thinking says something new.',
  modality:
    'Images understood, files made, and tasks that mix both. Pictures come in pairs that need different answers, so guessing earns nothing.',
};

/** The composite as data says it: formula, weights, meanings. */
export function scoringSection(): Markup {
  return markup`<section id="scoring" aria-labelledby="scoring-title">
<h2 id="scoring-title">How the composite comes about</h2>
<p class="formula"><span>Composite =</span> ${dimensions.map((name, index) => markup`${index === 0 ? empty : '+ '}<span><b>${weights[name].toFixed(2)}</b> × ${nameOf(name)}</span> `)}</p>
${weightBar()}
<dl class="meanings">${dimensions.map(
    (name) =>
      markup`<div class="${name}"><dt>${nameOf(name)} <b>${percent(weights[name])}</b></dt><dd>${meanings[name]}</dd></div>\n`,
  )}</dl>
<p>Every score is 0 to 100 on fixed scales, so nobody's score moves when another competitor joins. Speed, cost and streaming count only for answers that are at least ${percent(passThreshold)} right: being fast and wrong earns nothing. A dimension that was not measured is a dash, never a zero, and leaves no composite.</p>
<p class="quiet">Score profile <code>${id}@${version}</code>. Scores are computed unrounded and shown with one decimal.</p>
</section>`;
}

/** The weights to scale, in one bar. */
function weightBar(): Markup {
  let start = 0;
  const parts = dimensions.map((name) => {
    const part = markup`<rect class="${name}" x="${round(start)}" width="${round(weights[name]) - 0.4}" height="10"/>`;
    start += weights[name];
    return part;
  });
  return markup`<svg class="weights" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function round(share: number): number {
  return Math.round(share * 1000) / 10;
}
