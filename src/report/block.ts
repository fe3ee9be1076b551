import { inertBlock } from '../lib/inert.js';
import { wrapText } from '../lib/text-width.js';
import type { Ink } from './ink.js';
import { formatCount } from './words.js';

export interface BlockLayout {
  readonly columns: number;
  readonly ink: Ink;
  /** How much of a text is shown; left out: as much as a page of one attempt holds. */
  readonly most?: { readonly maxChars: number; readonly maxLines: number } | undefined;
}

const shown = { maxChars: 12_000, maxLines: 200 };

/** Foreign text of several lines behind a rule; says how much it left out. Nothing for an empty text. */
export function blockLines(text: string, { columns, ink, most = shown }: BlockLayout): readonly string[] {
  if (text === '') return [];
  const { lines, leftOutChars } = inertBlock(text, most);
  const rule = ink.quiet('│');
  const body = lines.flatMap((line) => wrapIndented(line, columns - 6)).map((line) => `  ${rule} ${line}`);
  if (leftOutChars === 0) return body;
  return [
    ...body,
    `  ${rule} ${ink.quiet(`… ${formatCount(leftOutChars)} more characters, whole in the journal`)}`,
  ];
}

/** Code lives by its indentation: a line keeps it, and so does what has to be broken off it. */
function wrapIndented(line: string, columns: number): readonly string[] {
  const indent = (/^ */.exec(line)?.[0] ?? '').slice(0, Math.floor(columns / 2));
  return wrapText(line.trimStart(), columns - indent.length).map((part) => indent + part);
}
