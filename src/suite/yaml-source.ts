import { LineCounter, isMap, isNode, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Document, YAMLError } from 'yaml';
import type { Json } from '../lib/json.js';
import type { SuiteProblem } from './problem.js';

export type YamlPath = readonly PropertyKey[];

/** A YAML file as JSON, with the place every value came from. */
export interface YamlSource {
  readonly file: string;
  /** Undefined where the file could not be read as YAML: `problems` says why. */
  readonly value: Json | undefined;
  readonly problems: readonly SuiteProblem[];
  /** Where the value at `path` stands, or its key; of something that is not there, what should hold it. */
  locate(path: YamlPath, at?: 'key' | 'value'): { readonly line: number; readonly column: number };
}

const maxDepth = 64;
/** Problems after the tenth of one file's syntax are echoes of the first. */
const maxSyntaxProblems = 10;

/**
 * Reads one file's text: YAML 1.2 core schema, keys are strings, duplicate keys, unknown tags, alias bombs, alias
 * circles and numbers that JSON cannot hold are problems.
 */
export function readYaml(file: string, text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    version: '1.2',
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    logLevel: 'error',
  });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems: SuiteProblem[] = syntaxProblems(document, text).map(({ offset, what, fix }) => ({
    file,
    ...place(offset),
    level: 'error',
    what,
    fix,
  }));
  const isReadable = [...document.errors, ...document.warnings].every(({ code }) => code === 'DUPLICATE_KEY');
  const read = isReadable ? toJson(document) : { value: undefined, problems: [] };
  problems.push(
    ...read.problems.map(({ offset, what, fix }) => ({
      file,
      ...place(offset),
      level: 'error' as const,
      what,
      fix,
    })),
  );
  return {
    file,
    value: read.value,
    problems,
    locate: (path, at = 'value') => place(offsetOf(document, path, at)),
  };
}

interface Spot {
  readonly offset: number;
  readonly what: string;
  readonly fix: string;
}

function syntaxProblems(
  { errors, warnings }: Pick<Document, 'errors' | 'warnings'>,
  text: string,
): readonly Spot[] {
  const exhausted = errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  if (exhausted !== undefined) return [{ offset: 0, what: 'the values nest too deeply', fix: nestFix }];
  const spots = new Map<number, Spot>();
  for (const problem of [...errors, ...warnings]) {
    const spot = tabSpot(text, problem.pos[0]) ?? { offset: problem.pos[0], ...explain(problem) };
    if (!spots.has(spot.offset)) spots.set(spot.offset, spot);
  }
  return [...spots.values()].slice(0, maxSyntaxProblems);
}

/** A tab before the first word of the line is the cause of whatever the parser stumbled over behind it. */
function tabSpot(text: string, offset: number): Spot | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const tab = /^ *\t/.exec(text.slice(start, start + 200))?.[0];
  if (tab === undefined) return undefined;
  return { offset: start + tab.length - 1, what: 'a tab indents this line', fix: 'indent with spaces' };
}

const nestFix = `nest at most ${maxDepth} levels`;

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
  const what = `not YAML: ${message.slice(0, 1).toLowerCase()}${message.slice(1)}`;
  if (code === 'DUPLICATE_KEY') return { what: 'this key is given twice', fix: 'keep one of them' };
  return {
    what,
    fix: fixes[code] ?? 'put text that holds `: `, ` #`, quotes or brackets in quotes, or in a `|` block',
  };
}

function toJson(document: Document.Parsed): { value: Json | undefined; problems: readonly Spot[] } {
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (problem) {
    // The only faults toJS reports: an alias without its anchor, and more aliases than any author writes.
    if (!(problem instanceof ReferenceError)) throw problem;
    return { value: undefined, problems: [aliasProblem(document, problem.message)] };
  }
  const problems = jsonProblems(document, value);
  // All the core schema makes is null, boolean, number, text, list or map, and what of that is no JSON was found above.
  return problems.length > 0 ? { value: undefined, problems } : { value: value as Json, problems: [] };
}

function aliasProblem(document: Document.Parsed, message: string): Spot {
  const name = /^Unresolved alias .*: (.*)$/.exec(message)?.[1];
  let offset = 0;
  visit(document, {
    Alias: (_key, alias) => {
      if (name !== undefined && alias.source !== name) return undefined;
      offset = startOf(alias) ?? 0;
      return visit.BREAK;
    },
  });
  const what =
    name === undefined ? 'its aliases unfold to too many values' : 'this alias has no anchor before it';
  return { offset, what, fix: 'write the value out instead of `*name`' };
}

/** More values than any suite holds: stops what aliases multiply. */
const maxValues = 1_000_000;

function jsonProblems(document: Document.Parsed, value: unknown): readonly Spot[] {
  const spots: Spot[] = [];
  let values = 0;
  const walk = (item: unknown, path: YamlPath): void => {
    values += 1;
    if (spots.length >= maxSyntaxProblems || values > maxValues) return;
    const fault = faultOf(item, path.length);
    if (fault !== undefined) spots.push({ offset: offsetOf(document, path, 'value'), ...fault });
    else if (Array.isArray(item)) item.forEach((member, index) => walk(member, [...path, index]));
    else if (typeof item === 'object' && item !== null)
      for (const [key, member] of Object.entries(item)) walk(member, [...path, key]);
  };
  walk(value, []);
  if (values > maxValues)
    spots.push({ offset: 0, what: 'the file holds too many values', fix: 'split the suite' });
  return spots;
}

function faultOf(item: unknown, depth: number): { what: string; fix: string } | undefined {
  if (depth > maxDepth)
    return { what: 'the values nest too deeply', fix: `${nestFix} and let no alias hold itself` };
  if (typeof item !== 'number') return undefined;
  if (!Number.isFinite(item))
    return { what: `${item} is no JSON number`, fix: 'write a number, or text in quotes' };
  if (Number.isInteger(item) && !Number.isSafeInteger(item))
    return { what: 'the number has more digits than a number can hold', fix: 'put it in quotes' };
  return undefined;
}

function offsetOf(document: Pick<Document, 'contents'>, path: YamlPath, at: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, step] of path.entries()) {
    const isLast = index === path.length - 1;
    const member = memberOf(node, step);
    if (member === undefined) return offset;
    offset =
      (isLast && at === 'key' ? startOf(member.key) : undefined) ??
      startOf(member.value) ??
      startOf(member.key) ??
      offset;
    node = member.value;
  }
  return offset;
}

function memberOf(node: unknown, step: PropertyKey): { key: unknown; value: unknown } | undefined {
  if (isSeq(node)) {
    const value = typeof step === 'number' ? node.items[step] : undefined;
    return value === undefined ? undefined : { key: value, value };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => (isScalar(key) ? key.value : key) === step);
  return isPair(pair) ? { key: pair.key, value: pair.value } : undefined;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
