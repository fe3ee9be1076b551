import { foldText } from './plain-text.js';
import { numbersIn } from './numbers.js';
import { linesOf, paragraphsOf } from './text-units.js';

const documentHead = /^[#*\s]{0,8}\[([A-Za-z]{1,4}\d{1,4})\]/;

/** The documents in what was sent: each from a line that begins with `[D3]` to the next such line. Folded, by id. */
export function documentsIn(promptTexts: readonly string[]): ReadonlyMap<string, string> {
  const documents = new Map<string, string[]>();
  for (const text of promptTexts) {
    let current: string[] | undefined;
    for (const line of linesOf(text)) {
      const id = documentHead.exec(line.text)?.[1]?.toUpperCase();
      if (id !== undefined) {
        current = documents.get(id) ?? [];
        documents.set(id, current);
      }
      current?.push(line.text);
    }
  }
  return new Map([...documents].map(([id, lines]) => [id, foldText(lines.join('\n'))]));
}

/** Ids cited in brackets: `[D3]`, `[D3, D5]`, `[see D3]`, each once; a range `[D1-D9]` cites its two ends. */
export function citationsIn(content: string, prefixes: ReadonlySet<string>): ReadonlySet<string> {
  const cited = new Set<string>();
  for (const { 1: inside = '' } of foldText(content).matchAll(citationBracket)) {
    for (const { 0: id, 1: prefix = '' } of inside.toUpperCase().matchAll(/\b([A-Z]{1,4})\d{1,4}\b/g))
      if (prefixes.has(prefix)) cited.add(id);
  }
  return cited;
}

const citationBracket = /[[\u3010]([^[\]\u3010\u3011]{1,120})[\]\u3011]/g;

const closing: Readonly<Record<string, string>> = { '"': '"', '“': '”', '„': '“', '«': '»' };

/** Texts in quotation marks, within one paragraph, and block quotes (`> …`). As written. */
export function quotesIn(content: string): readonly string[] {
  return paragraphsOf(content).flatMap((paragraph) => {
    const blocks = paragraph.split('\n').filter((line) => line.startsWith('>'));
    const block = blocks.map((line) => line.replace(/^[> ]+/, '')).join(' ');
    return blocks.length > 0 ? [block.replace(/^["“„«]|["”“»]$/gu, '')] : markedQuotes(paragraph);
  });
}

function markedQuotes(paragraph: string): readonly string[] {
  const quotes: string[] = [];
  let open: { at: number; until: string } | undefined;
  for (let at = 0; at < paragraph.length; at++) {
    const mark = paragraph.charAt(at);
    if (open === undefined) {
      const until = closing[mark];
      if (until !== undefined) open = { at: at + 1, until };
    } else if (mark === open.until || (open.until === '“' && mark === '”')) {
      quotes.push(paragraph.slice(open.at, at));
      open = undefined;
    }
  }
  return quotes;
}

/** A quote as it is looked up: folded, without ellipses and punctuation at its ends. */
export function quoteKey(quote: string): string {
  return foldText(quote.slice(0, 4_000)).replace(/^[\s.…,;:]{1,10}|[\s.…,;:!?]{1,10}$/gu, '');
}

/** Numbers an answer states. List markers are none, nor are the digits of a cited id (they stand in a word). */
export function statedNumbers(content: string): ReturnType<typeof numbersIn> {
  const lines = linesOf(content).map(({ text }) => text.replace(/^[>*\s-]{0,8}\d{1,3}[.)]\s/, ''));
  return numbersIn(lines.join('\n'));
}
