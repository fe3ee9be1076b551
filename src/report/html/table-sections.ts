import type { Fact } from '../view-facts.js';
import type { View } from '../view.js';
import { markup, type Markup } from './markup.js';

/** What each category came to. */
export function categorySection({ categories }: View): Markup {
  const rows = categories.map(({ name, feeds, tasks, right, quality, ttft, lifecycle }) => [
    name,
    feeds,
    tasks,
    right,
    quality,
    ttft,
    lifecycle,
  ]);
  const head = ['Category', 'Feeds', 'Tasks', 'Right', 'Quality', 'TTFT p50', 'Lifecycle p50'];
  return markup`<section id="categories" aria-labelledby="categories-title">
<h2 id="categories-title">Categories</h2>
${scrollTable({ caption: 'Results by category', head, rows, words: 2 })}
</section>`;
}

/** What was spent, and how far the numbers can be relied on. */
export function trustSection({ cost, trust }: View): Markup {
  return markup`<section id="trust" aria-labelledby="trust-title">
<h2 id="trust-title">Cost and trust</h2>
${factList([...cost, ...trust])}
</section>`;
}

export function factList(facts: readonly Fact[]): Markup {
  return markup`<dl class="fact-list">
${facts.map(({ label, text, level }) => markup`<div><dt>${label}</dt><dd class="${level}">${text}</dd></div>\n`)}</dl>`;
}

export interface TableText {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How many columns from the left are words; the others are numbers and stand to the right. */
  readonly words: number;
}

/** A table that scrolls within itself where the screen is narrow, by keyboard too. The first column names the row. */
export function scrollTable({ caption, head, rows, words }: TableText): Markup {
  const align = (index: number) => (index < words ? 'word' : 'number');
  return markup`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${head.map((cell, index) => markup`<th scope="col" class="${align(index)}">${cell}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (cells) =>
    markup`<tr>${cells.map((cell, index) =>
      index === 0 ? markup`<th scope="row">${cell}</th>` : markup`<td class="${align(index)}">${cell}</td>`,
    )}</tr>\n`,
)}</tbody>
</table></div>`;
}
