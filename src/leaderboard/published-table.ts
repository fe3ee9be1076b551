import { BenchError } from '../errors/bench-error.js';
import { readCsv } from '../graders/csv-text.js';
import { asPrecise, printedNumber, type PublishedRow } from './published-row.js';
import { scoreNames, type ScoreName } from './standings.js';

/** Rows of the first CSV table with a composite. Undefined: the text is no such table. */
export function publishedCsvRows(text: string): readonly PublishedRow[] | undefined {
  const table = readCsv(text);
  const rows = table.kind === 'table' ? rowsOf(table.header, table.rows) : undefined;
  return rows === undefined ? undefined : asPrecise(rows);
}

/** Rows of every Markdown table (GFM) with a composite. Undefined: there is none. */
export function publishedMarkdownRows(text: string): readonly PublishedRow[] | undefined {
  const lines = text.split(/\r?\n/u);
  const found: PublishedRow[] = [];
  for (let at = 1; at < lines.length; at++) {
    if (!isRule(lines[at] ?? '')) continue;
    const header = cellsOf(lines[at - 1] ?? '');
    const start = at + 1;
    // As GFM has it: a row needs no bar at its beginning, and only an empty line ends them.
    while (at + 1 < lines.length && lines[at + 1]?.trim() !== '') at++;
    for (const row of rowsOf(header, lines.slice(start, at + 1).map(cellsOf)) ?? []) found.push(row);
  }
  return found.length === 0 ? undefined : found;
}

/** Blocks of plain text, as the public page reads: `Composite`, its number, the name, then `Quality: 82.1` and so on. */
export function publishedTextRows(text: string): readonly PublishedRow[] | undefined {
  const lines = text.split(/\r?\n/u).flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  const found = lines.flatMap((line, index) => {
    const [composite = '', name = '', ...rest] = lines.slice(index + 1, index + 8);
    const isHead = /^composite(?: score)?:?$/iu.test(line) && /^\d{1,3}(?:\.\d+)?$/u.test(composite);
    if (!isHead) return [];
    const of = (score: ScoreName) =>
      printedNumber(rest.find((each) => new RegExp(`^${score}: *\\d`, 'iu').test(each)) ?? '');
    return [rowOf(name, (score) => (score === 'composite' ? printedNumber(composite) : of(score)))];
  });
  return found.length === 0 ? undefined : found;
}

function rowsOf(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): readonly PublishedRow[] | undefined {
  const words = header.map((cell) =>
    cell
      .replace(/[*_`\\]/gu, '')
      .trim()
      .toLowerCase(),
  );
  const columns = new Map(scoreNames.map((name) => [name, columnOf(words, name)]));
  if (columns.get('composite') === -1 || columns.get('quality') === -1) return undefined;
  const nameColumn = words.findIndex((word) => /^(?:name|competitor|miner|agent|model|target)\b/u.test(word));
  return rows.map((cells, index) => {
    const of = (name: ScoreName) => printedNumber(cells[columns.get(name) ?? -1] ?? '');
    const written = (cells[nameColumn] ?? '').replace(/^[`*\s]+|[`*\s]+$/gu, '');
    return rowOf(written === '' ? `row ${index + 1}` : written, of);
  });
}

/** `Quality`, `Quality (45%)`; not `quality low`. Throws BenchError('usage') where it could be either of two. */
function columnOf(words: readonly string[], name: string): number {
  const like = new RegExp(`^${name}(?! *_?(?:low|high))\\b`, 'u');
  const exact = words.flatMap((word, index) => (word === name ? [index] : []));
  const [first, second] =
    exact.length > 0 ? exact : words.flatMap((word, index) => (like.test(word) ? [index] : []));
  if (second === undefined) return first ?? -1;
  throw new BenchError('usage', `two columns of the board are called ${name}`, {
    hint: 'Which one its readers believe cannot be told: leave one of them.',
  });
}

function rowOf(name: string, of: (score: ScoreName) => ReturnType<typeof printedNumber>): PublishedRow {
  return {
    name,
    scores: {
      composite: of('composite'),
      quality: of('quality'),
      speed: of('speed'),
      cost: of('cost'),
      streaming: of('streaming'),
      modality: of('modality'),
    },
  };
}

/** `|:--|--:|` */
function isRule(line: string): boolean {
  return line.length <= 10_000 && /^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?$/u.test(line.trim());
}

/** A bar after a backslash is text. */
function cellsOf(line: string): readonly string[] {
  const cells = line
    .trim()
    .replace(/^\|/u, '')
    .replace(/(?<!\\)\|$/u, '');
  return cells.split(/(?<!\\)\|/u).map((cell) => cell.replaceAll('\\|', '|').trim());
}
