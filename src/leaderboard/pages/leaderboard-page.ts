import { htmlDocument } from '../../report/html/document.js';
import { markup, type Markup } from '../../report/html/markup.js';
import type { PageAssets } from '../../report/html/page-assets.js';
import type { Leaderboard } from '../standings.js';
import { questionSection, reproduceSection } from './answers-section.js';
import { historySection } from './history-section.js';
import { leaderboardView, type LeaderboardView } from './leaderboard-view.js';
import { methodSection } from './method-section.js';
import { publishedData } from './published-data.js';
import { scoringSection } from './scoring-section.js';
import { standingsSection } from './standings-section.js';
import { masthead, pulseSection } from './top-section.js';
import { unverifiedSection } from './unverified-section.js';

export interface LeaderboardPage {
  readonly leaderboard: Leaderboard;
  readonly assets: PageAssets;
}

/**
 * A leaderboard as one static file, to be published as it is: no server, no other file, no request. Without its script
 * everything can be read and opened; the script sorts, opens all rows and changes colours. Text of competitors is
 * bounded and inert, and their addresses are left out. Throws RangeError where an asset would end its own element.
 */
export function renderLeaderboardPage({ leaderboard, assets }: LeaderboardPage): string {
  const view = leaderboardView(leaderboard);
  const title = ['Leaderboard', view.board?.suite ?? '', 'janus-bench']
    .filter((part) => part !== '')
    .join(' · ');
  const body = markup`${masthead(view)}
<main id="main">
${pulseSection(view)}
${standingsSection(view)}
${unverifiedSection(view)}
${historySection(view)}
${scoringSection()}
${methodSection(view)}
${reproduceSection()}
${questionSection()}
</main>
${footer(view)}
${publishedData(leaderboard)}`;
  return htmlDocument({ title, body, assets, isPublic: true });
}

function footer({ asOf }: LeaderboardView): Markup {
  return markup`<footer class="page-footer">
<p>Made by janus-bench on ${asOf}. All times are UTC. This page is one file, works offline and sends nothing.</p>
</footer>`;
}
