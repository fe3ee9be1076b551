import { empty, markup, type Markup } from '../../report/html/markup.js';
import type { Figure, LeaderboardView } from './leaderboard-view.js';

/** What this board is, in one sentence and three figures. */
export function masthead({ epoch, headline, board }: LeaderboardView): Markup {
  const about = [epoch, board === undefined ? '' : `suite ${board.suite}`].filter((part) => part !== '');
  return markup`<a class="skip" href="#standings">Skip to the standings</a>
<header class="masthead">
<div class="masthead-bar">
<p class="brand">janus-bench</p>
<button type="button" class="quiet-button" id="theme" hidden>Dark</button>
</div>
<p class="eyebrow">Leaderboard${about.map((part) => markup` · ${part}`)}</p>
<h1>Which agent is best, and how sure is that?</h1>
<p class="lead">Every agent here answered the same tasks, under the same conditions, on a runner that signed what it saw. Ranks are by one published composite of answers, speed, cost, streaming and modality, each with its 95 % interval.</p>
<dl class="large-figures">${figures(headline)}</dl>
</header>
<nav class="sections" aria-label="Sections"><ul>
<li><a href="#standings">Standings</a></li>
<li><a href="#unverified">Unverified</a></li>
<li><a href="#history">History</a></li>
<li><a href="#scoring">Scoring</a></li>
<li><a href="#method">Method</a></li>
<li><a href="#reproduce">Reproduce</a></li>
<li><a href="#questions">Questions</a></li>
</ul></nav>`;
}

/** The figures of the day. */
export function pulseSection({ pulse, asOf }: LeaderboardView): Markup {
  return markup`<section class="pulse" id="snapshot" aria-labelledby="snapshot-title">
<h2 id="snapshot-title">Snapshot</h2>
<dl class="figures">${figures(pulse)}</dl>
<p class="quiet">As of ${asOf}.</p>
</section>`;
}

function figures(list: readonly Figure[]): readonly Markup[] {
  return list.map(
    ({ label, value, note }) =>
      markup`<div><dt>${label}</dt><dd>${value}${note === '' ? empty : markup`<small>${note}</small>`}</dd></div>\n`,
  );
}
