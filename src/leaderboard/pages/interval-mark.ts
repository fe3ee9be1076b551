import { Markup } from '../../report/html/markup.js';
import type { ScoreCell } from '../standings.js';

/** What the left and the right end of a drawing stand for, points. */
export interface Scale {
  readonly from: number;
  readonly to: number;
}

export const fullScale: Scale = { from: 0, to: 100 };

/** Tens around all values and intervals: intervals of a few points are to be seen, and whether they overlap. */
export function scaleOf(cells: readonly (ScoreCell | null)[]): Scale {
  const ends = cells.flatMap((cell) =>
    cell === null ? [] : [cell.low ?? cell.value, cell.value, cell.high ?? cell.value],
  );
  if (ends.length === 0) return fullScale;
  const from = Math.max(0, Math.floor(Math.min(...ends) / 10) * 10);
  return { from, to: Math.max(from + 10, Math.min(100, Math.ceil(Math.max(...ends) / 10) * 10)) };
}

// Short, as a board of 200 rows has 2,200 of them; the numbers stand beside as text.
const opening = '<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"';

/** Where a score lies: a mark for the value, a band for its 95 % interval. */
export function intervalMark(cell: ScoreCell, scale: Scale): Markup {
  const place = placesOn(scale);
  return new Markup(
    `${opening} class="spot">${band(cell, place)}<path d="M${place(cell.value)} 0V8"/></svg>`,
  );
}

/** The score as a bar from 0 to 100, its 95 % interval over the end. */
export function scoreLine(cell: ScoreCell): Markup {
  const place = placesOn(fullScale);
  const end = place(cell.value);
  return new Markup(
    `${opening} class="spot"><path class="length" d="M0 4H${end}"/>${band(cell, place)}<path d="M${end} 0V8"/></svg>`,
  );
}

type Place = (value: number) => number;

function band({ low, high }: ScoreCell, place: Place): string {
  return low === null || high === null ? '' : `<path class="band" d="M${place(low)} 4H${place(high)}"/>`;
}

function placesOn({ from, to }: Scale): Place {
  return (value) => Math.round(Math.min(1, Math.max(0, (value - from) / (to - from))) * 1_000) / 10;
}
