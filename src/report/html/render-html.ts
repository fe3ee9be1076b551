import type { Comparison } from '../../compare/comparison.js';
import { inert } from '../../lib/inert.js';
import { judgedAttempts } from '../answer-kind.js';
import type { View } from '../view.js';
import { attemptRows } from './attempt-rows.js';
import { attemptSection } from './attempt-section.js';
import { comparisonSection } from './comparison-section.js';
import { dataBlock } from './data-block.js';
import { detailBlocks, type HtmlDetails } from './detail-blocks.js';
import { distributionsOf } from './distributions.js';
import { failureSection } from './failure-section.js';
import { htmlDocument } from './document.js';
import { empty, markup, type Markup } from './markup.js';
import { masthead } from './masthead.js';
import type { PageAssets } from './page-assets.js';
import { scoreSection } from './score-section.js';
import { categorySection, trustSection } from './table-sections.js';
import { timingSection } from './timing-section.js';

export interface HtmlInput {
  readonly view: View;
  /** The journal, for waterfalls, transcripts and grades; without it the page says where they are. */
  readonly details?: HtmlDetails | undefined;
  /** With this run as its candidate. */
  readonly comparison?: Comparison | undefined;
  readonly assets: PageAssets;
}

/**
 * A run as one file that needs nothing else: no network, no server, no other file. All foreign text is inert, what quotes
 * a private suite is left out, and the page's own policy lets nothing run but its own script. Throws RangeError where an
 * asset would end its own element.
 */
export function renderHtml({ view, details, comparison, assets }: HtmlInput): string {
  const blocks = details === undefined ? undefined : detailBlocks(details, { isFirst: badAttempts(view) });
  const charts = distributionsOf(view.result, details);
  const body = markup`${masthead(view, comparison !== undefined)}
<main id="main">
${scoreSection(view)}
${comparison === undefined ? empty : comparisonSection(comparison)}
${timingSection(view, charts)}
${categorySection(view)}
${failureSection(view)}
${attemptSection(view)}
${trustSection(view)}
</main>
${footer(view)}
<dialog id="attempt" aria-labelledby="attempt-title"></dialog>
${dataBlock('rows', attemptRows(view, blocks))}
${dataBlock('charts', charts)}
${(blocks?.blocks ?? []).map((block, index) => dataBlock(`details-${index}`, block))}`;
  return htmlDocument({ title: `${view.suite} · ${view.composite.value} · janus-bench`, body, assets });
}

function footer({ result, runId }: View): Markup {
  return markup`<footer class="page-footer">
<p>Made by janus-bench ${inert(result.run.version, 40)} from run ${runId}. This page is one file, works offline and sends nothing.</p>
</footer>`;
}

/** What a reader will want to open: it is kept where not everything can be. */
function badAttempts({ result }: View): (attemptId: string) => boolean {
  const bad = new Set(
    judgedAttempts(result).flatMap(({ row, kind }) => (kind === 'right' ? [] : [row.attemptId])),
  );
  return (attemptId) => bad.has(attemptId);
}
