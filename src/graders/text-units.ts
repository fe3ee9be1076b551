/** How texts are counted. Every function is one pass over the text. */

const lineBreak = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

export interface Line {
  /** Without white space at its ends. */
  readonly text: string;
  /** Offset of the whole line in the content. */
  readonly start: number;
}

/** All lines, blank ones too. */
export function linesOf(content: string): readonly Line[] {
  const breaks = new RegExp(lineBreak, 'g');
  const lines: Line[] = [];
  let start = 0;
  for (const { index, 0: mark } of content.matchAll(breaks)) {
    lines.push({ text: content.slice(start, index).trim(), start });
    start = index + mark.length;
  }
  lines.push({ text: content.slice(start).trim(), start });
  return lines;
}

/** Lines that hold something. */
export function filledLines(content: string): readonly Line[] {
  return linesOf(content).filter(({ text }) => text !== '');
}

/** Runs of filled lines between blank ones. */
export function paragraphsOf(content: string): readonly string[] {
  const paragraphs: string[][] = [];
  let isOpen = false;
  for (const { text } of linesOf(content)) {
    if (text !== '' && !isOpen) paragraphs.push([]);
    isOpen = text !== '';
    if (isOpen) paragraphs.at(-1)?.push(text);
  }
  return paragraphs.map((lines) => lines.join('\n'));
}

/**
 * Words as a reader counts them: parted by white space, em dashes and characters that look like a space, and holding a
 * letter or digit. `state-of-the-art` and `3.5` are one word, a bullet is none.
 */
export function countWords(text: string): number {
  return text.split(/[\s\u2014\u2800\u3164\uFFA0\u115F\u1160]+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
    .length;
}

/**
 * Sentences end with `.`, `!`, `?`, `…` or their full-width forms before white space, or with their paragraph, and hold a
 * letter. Abbreviations (`e.g.`, `Dr.`, `p.m.`) and numbers do not end one.
 */
export function countSentences(content: string): number {
  return paragraphsOf(content).reduce((sum, paragraph) => sum + sentencesIn(paragraph), 0);
}

const sentenceEnd = /[.!?…。！？]["'”’»)\]*_`]{0,8}$/u;
const abbreviation =
  /^[("'“‘[*_]{0,4}(?:(?:\p{L}\.)+|e\.g\.|i\.e\.|(?:mr|mrs|ms|dr|prof|st|vs|approx|no|fig|inc|ltd)\.)$/iu;

function sentencesIn(paragraph: string): number {
  let sentences = 0;
  let hasLetter = false;
  for (const token of paragraph.split(/\s+/)) {
    hasLetter ||= /\p{L}/u.test(token);
    if (!hasLetter || !sentenceEnd.test(token.slice(-12)) || abbreviation.test(token.slice(0, 24))) continue;
    sentences++;
    hasLetter = false;
  }
  return sentences + (hasLetter ? 1 : 0);
}
