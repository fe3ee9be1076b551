import { empty, markup, type Markup } from '../../report/html/markup.js';
import { absenceMs, leastRepeats, leastRounds } from '../first-place-rule.js';
import { leastLead } from '../pair-facts.js';
import type { BoardView } from './board-view.js';
import type { LeaderboardView } from './leaderboard-view.js';

const dayMs = 86_400_000;

/** What a rank rests on, and the digests by which anybody can hold the board to it. */
export function methodSection({ board, otherBoards }: LeaderboardView): Markup {
  return markup`<section id="method" aria-labelledby="method-title">
<h2 id="method-title">What a rank rests on</h2>
<ol class="steps">
<li><h3>Measured alike</h3><p>One board holds runs of one suite, one score profile, one judge and one runner, told apart by their SHA-256. Runs that differ in any of them are on different boards and are never mixed.</p></li>
<li><h3>Signed</h3><p>Only official runs stand here: their conditions are fixed, their order is drawn from a secret of which the result holds the hash, and the operator signs the result and the journal.</p></li>
<li><h3>Recomputed</h3><p>Before a run is taken in, its scores are computed anew from its journal, attempt by attempt. Where one digit differs, it goes to the <a href="#unverified">unverified runs</a>, with the reason.</p></li>
<li><h3>Ranked</h3><p>The latest official run of each competitor counts. Ranks follow the composite. A tie keeps the earlier.</p></li>
<li><h3>#1 is not lost to luck</h3><p>Whoever is ahead takes #1 only where both runs answered the same tasks ${leastRepeats} times, the lead is over ${leastLead} points, and the 95 % interval of the paired difference is above 0. A lead made of times alone must also hold over ${leastRounds} rounds. Until then the row says what is missing. A #1 that has had no such run for ${absenceMs / dayMs} days is compared by the intervals of the runs alone.</p></li>
</ol>
${board === undefined ? empty : sharedFacts(board)}
${otherBoards.length === 0 ? empty : markup`<h3>Other boards in this store</h3><ul class="text-list">${otherBoards.map((text) => markup`<li>${text}</li>`)}</ul>`}
</section>`;
}

function sharedFacts({ shared }: BoardView): Markup {
  return markup`<h3>This board</h3>
<dl class="fact-list">${shared.map(
    ([label, words, sha256]) =>
      markup`<div><dt>${label}</dt><dd>${words === '' ? empty : markup`${words}<br>`}<code class="digest">sha256 ${sha256}</code></dd></div>\n`,
  )}</dl>`;
}
