import type { SandboxLanguage } from '../../sandbox/code-runner.js';

/** The first of `words` that occurs in the code outside of comments and texts. */
export function forbiddenWord(
  language: SandboxLanguage,
  source: string,
  words: readonly string[],
): string | undefined {
  if (words.length === 0) return undefined;
  const found = new Set(codeOnly(language, source).match(/[A-Za-z_$][\w$]*/g) ?? []);
  return words.find((word) => found.has(word));
}

/** A comment, a text or a pattern that begins at some place. Template literals and f-strings hold code and are kept. */
interface Piece {
  readonly end: number;
  readonly isKept: boolean;
}

/** One pass: every piece is read once, whatever the source. */
function codeOnly(language: SandboxLanguage, source: string): string {
  const pieceAt = language === 'python' ? pythonPiece : javascriptPiece;
  const kept: string[] = [];
  let from = 0;
  for (let at = 0; at < source.length;) {
    const piece = pieceAt(source, at);
    if (piece === undefined) at++;
    else {
      if (!piece.isKept) {
        kept.push(source.slice(from, at), ' ');
        from = piece.end;
      }
      at = piece.end;
    }
  }
  return [...kept, source.slice(from)].join('');
}

function javascriptPiece(source: string, at: number): Piece | undefined {
  const char = source.charAt(at);
  if (char === '"' || char === "'") return { end: textEnd(source, at, char), isKept: false };
  if (char === '`') return { end: textEnd(source, at, char), isKept: true };
  if (char !== '/') return undefined;
  if (source.startsWith('//', at)) return { end: endOf(source, '\n', at), isKept: false };
  if (source.startsWith('/*', at)) return { end: endOf(source, '*/', at + 2), isKept: false };
  const end = /(?:^|[(,=:[!&|?{};+\-*%~^<>\n]|\breturn)[ \t]{0,20}$/.test(
    source.slice(Math.max(0, at - 30), at),
  )
    ? patternEnd(source, at)
    : undefined;
  return end === undefined ? undefined : { end, isKept: false };
}

function pythonPiece(source: string, at: number): Piece | undefined {
  const char = source.charAt(at);
  if (char === '#') return { end: endOf(source, '\n', at), isKept: false };
  if (char !== '"' && char !== "'") return undefined;
  const quote = source.startsWith(char.repeat(3), at) ? char.repeat(3) : char;
  const isKept = /(?:^|[^A-Za-z0-9_])(?:f|fr|rf)$/i.test(source.slice(Math.max(0, at - 3), at));
  return { end: textEnd(source, at, quote), isKept };
}

/** Behind the closing quote; a text of one-character quotes ends with its line, a template literal does not. */
function textEnd(source: string, start: number, quote: string): number {
  const endsWithLine = quote.length === 1 && quote !== '`';
  for (let at = start + quote.length; at < source.length; at++) {
    if (source.charAt(at) === '\\') at++;
    else if (source.startsWith(quote, at)) return at + quote.length;
    else if (endsWithLine && source.charAt(at) === '\n') return at;
  }
  return source.length;
}

/** Longer regular expressions are taken for divisions. */
const maxPatternChars = 300;

function patternEnd(source: string, start: number): number | undefined {
  let isClass = false;
  for (let at = start + 1; at < Math.min(source.length, start + maxPatternChars); at++) {
    const char = source.charAt(at);
    if (char === '\n') return undefined;
    if (char === '\\') at++;
    else if (char === '[') isClass = true;
    else if (char === ']') isClass = false;
    else if (char === '/' && !isClass) return at + 1;
  }
  return undefined;
}

function endOf(source: string, mark: string, from: number): number {
  const at = source.indexOf(mark, from);
  return at < 0 ? source.length : at + mark.length;
}
