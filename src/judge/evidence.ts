import { visibleText } from './visible-text.js';

/** Longer than this it is no evidence but a copy of the answer. */
const longestQuote = 1_000;
/** A quote this short proves nothing inside a word: it must stand alone. */
const shortQuote = 3;

const wordCharacter = /[\p{L}\p{N}]/u;
const saysSomething = /[\p{L}\p{N}\p{S}]/u;

export interface Evidence {
  /** The original's own characters, hidden ones among them included. */
  readonly quote: string;
  /** UTF-16 offset in the original candidate. */
  readonly start: number;
}

/**
 * Looks quotes up in one candidate. A quote counts when it stands there letter for letter; only hidden characters, the
 * length of white space and the shape of quotation marks are overlooked, which judges change when they copy.
 */
export function evidenceFinder(candidate: string): (quote: string) => Evidence | undefined {
  const { text, offsets } = fold(candidate);
  return (quote) => {
    const wanted = fold(quote).text.trim();
    if (wanted.length > longestQuote || !saysSomething.test(wanted)) return undefined;
    const at = wanted.length < shortQuote ? standingAlone(text, wanted) : text.indexOf(wanted);
    if (at < 0) return undefined;
    const start = offsets[at] ?? 0;
    return { quote: candidate.slice(start, endOf(candidate, offsets[at + wanted.length - 1] ?? 0)), start };
  };
}

/** Just past the character at `last`, a surrogate pair being one character. */
function endOf(candidate: string, last: number): number {
  return last + String.fromCodePoint(candidate.codePointAt(last) ?? 0).length;
}

function standingAlone(text: string, wanted: string): number {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const isInsideWord = [text[at - 1], text[at + wanted.length]].some(
      (neighbour) => neighbour !== undefined && wordCharacter.test(neighbour),
    );
    if (!isInsideWord) return at;
  }
  return -1;
}

interface Folded {
  readonly text: string;
  readonly offsets: readonly number[];
}

/** Visible characters, white space runs as one space, quotation marks straight; each with its offset in the original. */
function fold(original: string): Folded {
  const visible = visibleText(original);
  const offsets: number[] = [];
  let text = '';
  for (let at = 0; at < visible.text.length; at++) {
    const character = straight(visible.text.charAt(at));
    if (character === ' ' && text.endsWith(' ')) continue;
    text += character;
    offsets.push(visible.offsets[at] ?? 0);
  }
  return { text, offsets };
}

function straight(character: string): string {
  if (/\s/.test(character)) return ' ';
  if (/[\u2018\u2019\u201A\u201B]/.test(character)) return "'";
  if (/[\u201C\u201D\u201E\u201F]/.test(character)) return '"';
  return character;
}
