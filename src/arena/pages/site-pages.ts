import { empty, markup, type Markup } from '../../report/html/markup.js';
import type { PageAssets } from '../../report/html/page-assets.js';
import { inert } from '../../lib/inert.js';
import { boardWindows, type BoardWindow } from '../rank/rank-profile.js';
import type { BoardReading } from '../read/read-board.js';
import type { MethodologyReading } from '../read/read-methodology.js';
import { boardFacts, boardNotices } from '../text/board-words.js';
import { arenaFacts } from '../text/methodology-page-text.js';
import type { TextPage } from '../text/text-page.js';
import { arenaDocument, linkTo, type PageLink } from './arena-document.js';
import { boardTable } from './board-section.js';
import { figuresSection, methodologySections } from './methodology-sections.js';
import { pageSections } from './page-sections.js';

export interface Choice {
  readonly window: BoardWindow;
  /** Undefined: all hosts. */
  readonly host: string | undefined;
}

/** What a served page is about besides what it shows. */
export interface SitePlace {
  readonly path: '/' | '/stats' | '/cohorts' | '/methodology' | '/ops';
  /** Where the same stands as JSON. */
  readonly json: string;
  readonly assets: PageAssets;
}

const siteLinks = [
  { href: '/', text: 'Board' },
  { href: '/stats', text: 'Statistics' },
  { href: '/cohorts', text: 'Cohorts' },
  { href: '/methodology', text: 'Methodology' },
  { href: '/ops', text: 'Operations' },
] as const satisfies readonly PageLink[];

export function boardSitePage(
  board: BoardReading,
  { hosts, ...place }: SitePlace & { readonly hosts: readonly string[] },
): string {
  const main = markup`<section aria-labelledby="board-title">
<h2 id="board-title">Agents</h2>
${choiceLinks(place.path, { window: board.window, host: board.host }, hosts)}
${board.rows.length === 0 ? markup`<p class="quiet">No agent is known yet.</p>` : boardTable(board)}
</section>`;
  return sitePage({ title: 'Board', facts: boardFacts(board), notices: boardNotices(board), main }, place);
}

export function methodologySitePage(
  reading: MethodologyReading,
  { host, ...place }: SitePlace & { readonly host: string | undefined },
): string {
  return sitePage(
    {
      title: 'How the arena works',
      facts: arenaFacts(reading, host),
      notices: [],
      main: markup`${figuresSection(reading)}
${methodologySections(reading)}
<p class="quiet">The raw distributions behind these rules are on <a href="/stats">Statistics</a>.</p>`,
    },
    place,
  );
}

/** Any page of words; with `choice` the reader may choose window and host. */
export function textSitePage(
  page: TextPage,
  { choice, ...place }: SitePlace & { readonly choice?: Choice & { readonly hosts: readonly string[] } },
): string {
  const choices = choice === undefined ? empty : choiceLinks(place.path, choice, choice.hosts);
  return sitePage(
    { ...page, main: markup`${choices}${pageSections(page.sections, { hasPages: true })}` },
    place,
  );
}

interface SitePage {
  readonly title: string;
  readonly facts: TextPage['facts'];
  readonly notices: TextPage['notices'];
  readonly main: Markup;
}

function sitePage(page: SitePage, { path, json, assets }: SitePlace): string {
  return arenaDocument(
    {
      ...page,
      links: siteLinks.map((link) => ({ ...link, isCurrent: link.href === path })),
      footer: markup`<p>Read only. The same as JSON: <a href="${json}">${inert(json, 120)}</a></p>`,
    },
    assets,
  );
}

/** What went wrong, without anything of the inside. */
export function problemSitePage(
  { status, text }: { readonly status: number; readonly text: string },
  assets: PageAssets,
): string {
  return arenaDocument(
    {
      title: text,
      facts: [`HTTP ${status}`],
      notices: [],
      links: siteLinks,
      main: markup`<section aria-label="What now"><p><a href="/">Back to the board</a></p></section>`,
      footer: empty,
    },
    assets,
  );
}

/** Tabs for the window, and links for the host if there are several. */
function choiceLinks(path: string, { window, host }: Choice, hosts: readonly string[]): Markup {
  const windows = boardWindows.map((each) =>
    linkTo({
      href: hrefOf(path, { window: each, host }),
      text: windowNames[each],
      isCurrent: each === window,
    }),
  );
  const hostLinks = [undefined, ...hosts].map((each) =>
    linkTo({
      href: hrefOf(path, { window, host: each }),
      text: each === undefined ? 'All hosts' : inert(each, 60),
      isCurrent: each === host,
    }),
  );
  return markup`<div class="board-choice">
<nav class="tabs" aria-label="Window">${windows}</nav>
${hosts.length < 2 && host === undefined ? empty : markup`<nav class="tabs" aria-label="Host">${hostLinks}</nav>`}
</div>`;
}

const windowNames = {
  day: 'Day',
  week: 'Week',
  month: 'Month',
  all: 'All time',
} as const satisfies Record<BoardWindow, string>;

/** `/stats?window=week&host=a.example`. */
export function hrefOf(path: string, { window, host }: Choice): string {
  const query = new URLSearchParams({ window, ...(host === undefined ? {} : { host: host.toWellFormed() }) });
  return `${path}?${query.toString()}`;
}
