/**
 * Text of a miner, a judge or a suite as harmless text. What comes out holds no escape sequence, no control, bidi,
 * zero-width or other invisible character and no lone surrogate, and is never longer than asked.
 */

const defaultChars = 240;

/** One line: every line break, tab or run of white space is one space; what is cut off ends in `…`. */
export function inert(text: string, maxChars: number = defaultChars): string {
  const { head, isCut } = readHead(text, maxChars);
  const line = stripped(head).replace(/\s+/gu, ' ').trim();
  return bounded(line, { maxChars, isCut });
}

export interface InertBlock {
  readonly lines: readonly string[];
  /** UTF-16 units of the original that are not shown, 0 if all are. */
  readonly leftOutChars: number;
}

/** Several lines, kept as lines; a tab is two spaces. */
export function inertBlock(
  text: string,
  { maxChars, maxLines }: { maxChars: number; maxLines: number },
): InertBlock {
  const { head, isCut } = readHead(text, maxChars);
  const broken = head.replace(/\r\n?|[\u2028\u2029\u0085\v\f]/gu, '\n');
  const kept = isCut ? cutToWhole(broken, maxChars) : broken;
  const lines = kept.split('\n', maxLines + 1);
  const shown = lines.slice(0, maxLines);
  const shownChars = shown.reduce((sum, line) => sum + line.length + 1, -1);
  const leftOutChars = isCut || lines.length > maxLines ? Math.max(1, text.length - shownChars) : 0;
  return { lines: shown.map((line) => stripped(line.replaceAll('\t', '  ')).trimEnd()), leftOutChars };
}

/** Only as much as could be shown is ever looked at, so that 10 MB cost what 1 KB costs. */
function readHead(text: string, maxChars: number): { readonly head: string; readonly isCut: boolean } {
  const scanned = maxChars * 4 + 256;
  return { head: text.slice(0, scanned), isCut: text.length > scanned };
}

function stripped(text: string): string {
  return text
    .replace(escapeSequence, '')
    .replace(lineBreakLike, ' ')
    .replace(invisible, '')
    .replace(loneSurrogate, '\uFFFD')
    .replace(stackedMarks, '$1');
}

function bounded(line: string, { maxChars, isCut }: { maxChars: number; isCut: boolean }): string {
  if (line.length <= maxChars) return isCut ? `${cutToWhole(line, maxChars - 1)}…` : line;
  return `${cutToWhole(line, maxChars - 1)}…`;
}

/** At most `length` units, never half of a surrogate pair. */
function cutToWhole(text: string, length: number): string {
  const cut = text.slice(0, Math.max(0, length));
  return /[\uD800-\uDBFF]$/u.test(cut) ? cut.slice(0, -1) : cut;
}

/** CSI, OSC, DCS and the other string sequences (ended or not), two-character escapes, and their 8-bit forms. */
const escapeSequence = new RegExp(
  [
    '(?:\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]?',
    '(?:\\x1b[P\\]X^_]|[\\x90\\x9d\\x98\\x9e\\x9f])[^\\x07\\x1b\\x9c\\n]*(?:\\x07|\\x1b\\\\|\\x9c)?',
    '\\x1b[ -/]*[0-~]?',
  ].join('|'),
  'gu',
);

const lineBreakLike = /[\t\n\v\f\r\u0085\u2028\u2029]/gu;

/** Controls, formatting characters (bidi, zero-width, tags, BOM), fillers that draw nothing, private use, noncharacters. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** With the `u` flag a pair is one character of another category, so these are the halves on their own. */
const loneSurrogate = /\p{Cs}/gu;

/** More marks on one letter than any language writes: they are drawn over the lines around. */
const stackedMarks = /(\p{M}{4})\p{M}+/gu;
