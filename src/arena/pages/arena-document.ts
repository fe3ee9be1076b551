import { htmlDocument } from '../../report/html/document.js';
import { empty, markup, type Markup } from '../../report/html/markup.js';
import type { PageAssets } from '../../report/html/page-assets.js';
import type { PageNotice } from '../text/text-page.js';

export interface ArenaPage {
  readonly title: string;
  readonly facts: readonly string[];
  readonly notices: readonly PageNotice[];
  readonly links: readonly PageLink[];
  readonly main: Markup;
  readonly footer: Markup;
}

export interface PageLink {
  /** Path of ours or a fragment; foreign parts of it are percent-encoded. */
  readonly href: string;
  readonly text: string;
  readonly isCurrent?: boolean | undefined;
}

/** A page of the arena as one file that loads nothing. Throws RangeError where an asset would end its own element. */
export function arenaDocument(page: ArenaPage, assets: PageAssets): string {
  const { title, facts, notices, links, main, footer } = page;
  const body = markup`<a class="skip" href="#main">Skip to the content</a>
<header class="masthead">
<div class="masthead-bar">
<p class="brand">janus-bench arena</p>
<button type="button" class="quiet-button" id="theme" hidden>Dark</button>
</div>
<h1>${title}</h1>
<ul class="facts">${facts.map((fact) => markup`<li>${fact}</li>`)}</ul>
</header>
<nav class="sections" aria-label="Pages"><ul>
${links.map((link) => markup`<li>${linkTo(link)}</li>\n`)}</ul></nav>
${noticeList(notices)}
<main id="main" tabindex="-1">
${main}
</main>
<footer class="page-footer">
${footer}
</footer>`;
  return htmlDocument({ title: `${title} · janus-bench arena`, body, assets, isPublic: true });
}

export function linkTo({ href, text, isCurrent }: PageLink): Markup {
  return isCurrent === true
    ? markup`<a href="${href}" aria-current="page">${text}</a>`
    : markup`<a href="${href}">${text}</a>`;
}

const words = { bad: 'Important', warn: 'Warning', note: 'Note' } as const;

function noticeList(notices: readonly PageNotice[]): Markup {
  if (notices.length === 0) return empty;
  return markup`<section class="notices" aria-label="Read this first"><ul>
${notices.map(({ level, text }) => markup`<li class="notice ${level}"><strong>${words[level]}.</strong> ${text}</li>\n`)}</ul></section>`;
}
