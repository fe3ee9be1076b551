import { empty, markup, type Markup } from '../../report/html/markup.js';
import {
  cellLevel,
  cellText,
  type Cell,
  type GridPart,
  type PageFact,
  type PagePart,
  type PageSection,
} from '../text/text-page.js';

export interface SectionOptions {
  /** Whether the pages that cells point to are there, so that they become links. */
  readonly hasPages: boolean;
  /** Of the headings' ids: `section-1`. */
  readonly prefix?: string | undefined;
}

/** Sections of a page of words. */
export function pageSections(
  sections: readonly PageSection[],
  { hasPages, prefix = 'section' }: SectionOptions,
): readonly Markup[] {
  return sections.map(({ title, note, parts }, index) => {
    const id = `${prefix}-${index + 1}`;
    return markup`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${note === '' ? empty : markup`<p class="lead">${note}</p>`}
${parts.map((part) => partMarkup(part, hasPages))}
</section>
`;
  });
}

function partMarkup(part: PagePart, hasPages: boolean): Markup {
  switch (part.kind) {
    case 'grid':
      return gridMarkup(part, hasPages);
    case 'facts':
      return markup`<dl class="fact-list">
${part.facts.map(factMarkup)}</dl>
`;
    case 'text':
      return markup`${part.paragraphs.map((text) => markup`<p>${text}</p>\n`)}`;
    case 'block':
      return markup`<h3>${part.label}</h3>
<pre class="block" tabindex="0" role="region" aria-label="${part.label}">${part.lines.join('\n')}</pre>
`;
  }
}

function factMarkup({ label, text, level }: PageFact): Markup {
  return markup`<div><dt>${label}</dt><dd class="${level ?? ''}">${text}</dd></div>\n`;
}

/** Scrolls within itself where the screen is narrow, by keyboard too. The first column names the row. */
function gridMarkup({ caption, columns, rows, none }: GridPart, hasPages: boolean): Markup {
  if (rows.length === 0) return markup`<p class="quiet">${none}</p>\n`;
  const look = (index: number) => (columns[index]?.isNumber === true ? 'number' : 'word');
  return markup`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption class="unseen">${caption}</caption>
<thead><tr>${columns.map(({ title }, index) => markup`<th scope="col" class="${look(index)}">${headWords(title)}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (cells) =>
    markup`<tr>${cells.map((cell, index) =>
      index === 0
        ? markup`<th scope="row">${cellMarkup(cell, hasPages)}</th>`
        : markup`<td class="${look(index)}">${cellMarkup(cell, hasPages)}</td>`,
    )}</tr>\n`,
)}</tbody>
</table></div>
`;
}

function headWords(title: string): string {
  return title.charAt(0).toUpperCase() + title.slice(1);
}

function cellMarkup(cell: Cell, hasPages: boolean): Markup {
  const [text, level] = [cellText(cell), cellLevel(cell)];
  if (typeof cell !== 'string' && cell.href !== undefined && hasPages)
    return markup`<a href="${cell.href}">${text}</a>`;
  if (typeof cell !== 'string' && cell.isDrawing === true)
    return markup`<span aria-hidden="true">${text}</span><span class="unseen">drawn</span>`;
  return level === undefined ? markup`${text}` : markup`<span class="${level}">${text}</span>`;
}
