import { isScalar, visit } from 'yaml';
import type { Document, Scalar, YAMLError } from 'yaml';
import { inert } from '../lib/inert.js';

/** A mistake at an offset of a file's text. */
export interface Spot {
  readonly offset: number;
  readonly what: string;
  readonly fix: string;
}

/** Problems after the tenth of one file's syntax are echoes of the first. */
export const maxSyntaxProblems = 10;

/** What the parser stumbled over, one a place, in the author's words. */
export function syntaxProblems(
  { errors, warnings }: Pick<Document, 'errors' | 'warnings'>,
  text: string,
): readonly Spot[] {
  const spots = new Map<number, Spot>();
  for (const problem of [...errors, ...warnings]) {
    if (spots.size >= maxSyntaxProblems) break;
    const spot = tabSpot(text, problem.pos[0]) ?? { offset: problem.pos[0], ...explain(problem) };
    if (!spots.has(spot.offset)) spots.set(spot.offset, spot);
  }
  return [...spots.values()];
}

/** A tab before the first word of the line is the cause of whatever the parser stumbled over behind it. */
function tabSpot(text: string, offset: number): Spot | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const tab = /^ *\t/.exec(text.slice(start, start + 200))?.[0];
  if (tab === undefined) return undefined;
  return { offset: start + tab.length - 1, what: 'a tab indents this line', fix: 'indent with spaces' };
}

const fixes: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  MULTIPLE_DOCS: 'remove the `---`: one file holds one document',
  TAG_RESOLVE_FAILED: 'remove the `!` tag, or put the text in quotes',
  NON_STRING_KEY: 'use plain words as keys',
  BAD_DQ_ESCAPE: 'use single quotes, or double the backslash: \'\\d\' or "\\\\d"',
  BAD_INDENT: 'line it up with the lines around it',
  BLOCK_AS_IMPLICIT_KEY: 'put text that holds `: ` in quotes',
  MULTILINE_IMPLICIT_KEY: 'line it up with the lines around it, and close the quotes',
};

function explain({ code, message }: YAMLError): { what: string; fix: string } {
  const [sentence = ''] = message.split(';');
  return {
    what: `not YAML: ${inert(`${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1)}`)}`,
    fix: fixes[code] ?? 'put text that holds `: `, ` #`, quotes or brackets in quotes, or in a `|` block',
  };
}

/** The parser's own check compares every key with every other, and a hundred thousand keys would take minutes. */
export function duplicateKeys(document: Document.Parsed): readonly Spot[] {
  const spots: Spot[] = [];
  visit(document, {
    Map(_key, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) spots.push(twice(key));
        seen.add(key.value);
      }
    },
  });
  return spots.slice(0, maxSyntaxProblems);
}

function twice(key: Scalar): Spot {
  return { offset: key.range?.[0] ?? 0, what: 'this key is given twice', fix: 'keep one of them' };
}
