import { markup, empty } from '../../report/html/markup.js';
import type { PageAssets } from '../../report/html/page-assets.js';
import type { BoardReading } from '../read/read-board.js';
import type { CohortSummary } from '../read/read-cohort.js';
import type { MethodologyReading } from '../read/read-methodology.js';
import { boardFacts, boardNotices } from '../text/board-words.js';
import { cohortsTextPage } from '../text/cohorts-page-text.js';
import { arenaDocument } from './arena-document.js';
import { boardTable } from './board-section.js';
import { figuresSection, methodologySections } from './methodology-sections.js';
import { pageSections } from './page-sections.js';

export interface BoardPageInput {
  readonly board: BoardReading;
  readonly methodology: MethodologyReading;
  /** Newest first. */
  readonly cohorts: readonly CohortSummary[];
  readonly assets: PageAssets;
}

/** The board with all that explains it as one file that needs nothing else. Throws RangeError where an asset would end its own element. */
export function renderBoardPage({ board, methodology, cohorts, assets }: BoardPageInput): string {
  const [latest] = cohortsTextPage(cohorts).sections;
  return arenaDocument(
    {
      title: 'Arena board',
      facts: boardFacts(board),
      notices: boardNotices(board),
      links: [
        { href: '#board', text: 'Board' },
        { href: '#figures', text: 'This arena' },
        { href: '#cohorts-1', text: 'Cohorts' },
        { href: '#contract', text: 'Contract' },
        { href: '#metrics', text: 'Numbers' },
      ],
      main: markup`<section id="board" aria-labelledby="board-title">
<h2 id="board-title">Agents</h2>
${board.rows.length === 0 ? markup`<p class="quiet">No agent is known yet.</p>` : boardTable(board)}
</section>
${figuresSection(methodology)}
${latest === undefined ? empty : pageSections([{ ...latest, title: 'Latest cohorts' }], { hasPages: false, prefix: 'cohorts' })}
${methodologySections(methodology)}`,
      footer: markup`<p>Made by janus-bench. This page is one file, works offline and sends nothing.</p>`,
    },
    assets,
  );
}
