import type { Score } from '../../scoring/scores.js';
import { empty, markup, type Markup } from './markup.js';

/**
 * A score 0-100 as a bar, its 95 % interval as a whisker. Drawn with attributes of SVG: the page's policy allows no style
 * attribute. The number stands beside it as text, so a screen reader has no use for it.
 */
export function scoreBar(score: Score | null): Markup {
  return markup`<svg class="score-bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">
<rect class="track" width="100" height="12"/>${score === null ? empty : filled(score)}</svg>`;
}

function filled({ value, low, high }: Score): Markup {
  const bar = markup`<rect class="fill" width="${place(value)}" height="12"/>`;
  if (low === null || high === null) return bar;
  const [from, to] = [place(low), place(high)];
  return markup`${bar}<path class="whisker" d="M${from} 6H${to}M${from} 2.5V9.5M${to} 2.5V9.5"/>`;
}

function place(value: number): number {
  return Math.round(Math.min(100, Math.max(0, value)) * 100) / 100;
}
