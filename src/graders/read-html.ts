import { Parser } from 'htmlparser2';

export type HtmlReading =
  | {
      readonly kind: 'html';
      /** What a reader would see, white space as single spaces; no comments, scripts, styles. */
      readonly text: string;
      /** In the order in which they begin. */
      readonly tables: readonly HtmlTable[];
    }
  | { readonly kind: 'not_html'; readonly reason: string };

export interface HtmlTable {
  /** The text of each cell, row by row, the header among them. */
  readonly rows: readonly (readonly string[])[];
  /** Whether a cell reaches over several rows or columns. */
  readonly hasMerged: boolean;
  /** Whether it stands inside a cell of another. */
  readonly isNested: boolean;
}

const maxDepth = 200;
const maxElements = 100_000;
/** The parser is fed in pieces, so that a document that breaks a bound is left soon after. */
const pieceChars = 16_384;

/** HTML as forgiving as browsers read it. Nothing is loaded or run. Linear: depth and elements are bounded. */
export function readHtml(source: string): HtmlReading {
  const page: Page = { tables: [], open: [], said: [], depth: 0, elements: 0, unseenDepth: 0 };
  const parser = new Parser({
    onopentag: (name, attributes) => openElement(page, name, attributes),
    onclosetag: (name) => closeElement(page, name),
    ontext: (text) => say(page, text),
  });
  for (let at = 0; at < source.length; at += pieceChars) {
    parser.write(source.slice(at, at + pieceChars));
    const reason = problemOf(page);
    if (reason !== undefined) return { kind: 'not_html', reason };
  }
  parser.end();
  if (page.elements === 0) return { kind: 'not_html', reason: 'it has no elements' };
  return { kind: 'html', text: plain(page.said), tables: page.tables };
}

interface Page {
  readonly tables: OpenTable[];
  readonly open: OpenTable[];
  readonly said: string[];
  depth: number;
  elements: number;
  unseenDepth: number;
}

interface OpenTable {
  readonly rows: string[][];
  readonly isNested: boolean;
  hasMerged: boolean;
  /** The pieces of the cell being read. */
  cell: string[] | undefined;
}

const unseen = new Set(['script', 'style', 'template', 'noscript']);
/** Elements inside which a word may go on; every other tag parts words. */
const inline = new Set('a abbr b code em i mark small span strong sub sup u'.split(' '));

function problemOf({ depth, elements }: Page): string | undefined {
  if (depth > maxDepth) return `it nests deeper than ${maxDepth} elements`;
  return elements > maxElements ? `it has over ${maxElements} elements` : undefined;
}

function openElement(page: Page, name: string, attributes: Readonly<Record<string, string>>): void {
  const { tables, open } = page;
  page.depth++;
  page.elements++;
  if (unseen.has(name)) page.unseenDepth++;
  if (!inline.has(name)) say(page, ' ');
  if (name === 'table') {
    const table: OpenTable = { rows: [], isNested: open.length > 0, hasMerged: false, cell: undefined };
    tables.push(table);
    open.push(table);
  }
  if (name === 'tr') {
    endCell(page);
    open.at(-1)?.rows.push([]);
  }
  if (name === 'td' || name === 'th') beginCell(page, attributes);
}

function closeElement(page: Page, name: string): void {
  page.depth--;
  if (unseen.has(name)) page.unseenDepth--;
  if (!inline.has(name)) say(page, ' ');
  if (['td', 'th', 'tr', 'table'].includes(name)) endCell(page);
  if (name === 'table') page.open.pop();
}

function say({ said, open, unseenDepth }: Page, text: string): void {
  if (unseenDepth > 0) return;
  said.push(text);
  open.at(-1)?.cell?.push(text);
}

function beginCell(page: Page, attributes: Readonly<Record<string, string>>): void {
  const table = page.open.at(-1);
  if (table === undefined) return;
  endCell(page);
  if (table.rows.length === 0) table.rows.push([]);
  table.hasMerged ||= isSpan(attributes['colspan']) || isSpan(attributes['rowspan']);
  table.cell = [];
}

function endCell({ open }: Page): void {
  const table = open.at(-1);
  if (table?.cell === undefined) return;
  table.rows.at(-1)?.push(plain(table.cell));
  table.cell = undefined;
}

function plain(pieces: readonly string[]): string {
  return pieces.join('').replace(/\s+/g, ' ').trim();
}

function isSpan(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== '1';
}
