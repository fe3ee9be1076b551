import { empty, markup, type Markup } from '../../report/html/markup.js';

const width = 160;
const height = 36;
const inset = 5;

/** Rank after each run as a line, #1 on top, the earliest run on the left. Nothing for a single run: it is no course. */
export function rankLine(ranks: readonly number[]): Markup {
  const last = ranks.at(-1);
  if (ranks.length < 2 || last === undefined) return empty;
  const lowest = Math.max(2, ...ranks);
  const x = (index: number) => inset + (index / (ranks.length - 1)) * (width - 2 * inset);
  const y = (rank: number) => inset + ((rank - 1) / (lowest - 1)) * (height - 2 * inset);
  const points = ranks.map((rank, index) => `${round(x(index))},${round(y(rank))}`).join(' ');
  return markup`<figure class="rank-line"><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Rank after each run: ${ranks.join(', ')}"><path class="top" d="M0 ${inset}H${width}"/><polyline points="${points}"/><circle cx="${round(x(ranks.length - 1))}" cy="${round(y(last))}" r="3.5"/></svg>
<figcaption>Rank after each run, #1 on top: ${first(ranks)} → ${last}</figcaption></figure>`;
}

function first(ranks: readonly number[]): string {
  return String(ranks[0] ?? '');
}

function round(at: number): number {
  return Math.round(at * 10) / 10;
}
