import { inertBlock } from '../../lib/inert.js';
import { counted } from '../words.js';
import type { MarkedText, Passage } from './page-data.js';

/** Enough for a long answer; ten thousand attempts must still fit into one file. */
const shown = { maxChars: 12_000, maxLines: 400 };

export interface Finding {
  /** In the text as it was received. */
  readonly start: number;
  readonly end: number;
  readonly mark: 'graded' | 'evidence';
}

/** Foreign text of several lines, harmless, with what graders found in it set apart. */
export function markedText(
  text: string,
  findings: readonly Finding[] = [],
): Pick<Passage, 'text' | 'leftOut'> {
  const { lines, leftOutChars } = inertBlock(text, shown);
  const whole = lines.join('\n');
  const ranges = findings
    .filter(({ start, end }) => isPart({ start, end }, text.length))
    .map(({ start, end, mark }) => ({ start: placeIn(text, start), end: placeIn(text, end), mark }));
  return {
    text: cutAt(whole, ranges),
    leftOut: leftOutChars === 0 ? '' : `… ${counted(leftOutChars, 'more character')}, whole in the journal`,
  };
}

/** Where a quote stands, all of it, as often as it does; at most a few times. */
export function placesOf(quote: string, text: string): readonly Finding[] {
  const places: Finding[] = [];
  let start = quote === '' ? -1 : text.indexOf(quote);
  while (start >= 0 && places.length < 5) {
    const end = start + quote.length;
    places.push({ start, end, mark: 'evidence' });
    start = text.indexOf(quote, end);
  }
  return places;
}

/** Where all is graded, to mark all of it would say nothing. */
function isPart({ start, end }: { readonly start: number; readonly end: number }, length: number): boolean {
  return end > start && end - start < 0.9 * length;
}

/** The same place in the harmless text, which may be shorter. The bar keeps spaces before the place from being trimmed. */
function placeIn(text: string, at: number): number {
  if (at > shown.maxChars) return at;
  return inertBlock(`${text.slice(0, at)}|`, shown).lines.join('\n').length - 1;
}

/** Evidence lies over what was graded. */
function cutAt(text: string, findings: readonly Finding[]): readonly MarkedText[] {
  const edges = [0, ...findings.flatMap(({ start, end }) => [start, end]), text.length]
    .map((edge) => Math.min(text.length, Math.max(0, edge)))
    .sort((left, right) => left - right);
  const pieces = edges.slice(1).map((end, index): MarkedText => {
    const start = edges[index] ?? 0;
    const own = findings.filter((finding) => finding.start <= start && finding.end >= end);
    const mark = own.some((finding) => finding.mark === 'evidence') ? 'evidence' : own[0]?.mark;
    return [text.slice(start, end), mark ?? 'none'];
  });
  return pieces.filter(([piece]) => piece !== '');
}
