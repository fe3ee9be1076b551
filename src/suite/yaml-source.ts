import { LineCounter, isMap, isNode, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';
import type { Json } from '../lib/json.js';
import type { SuiteProblem } from './problem.js';
import { maxDepth, yamlFault } from './yaml-guard.js';
import { duplicateKeys, maxSyntaxProblems, syntaxProblems } from './yaml-syntax.js';
import type { Spot } from './yaml-syntax.js';

export type YamlPath = readonly PropertyKey[];

/** A YAML file as JSON, with the place every value came from. */
export interface YamlSource {
  readonly file: string;
  /** Undefined where the file could not be read as YAML: `problems` says why. */
  readonly value: Json | undefined;
  readonly problems: readonly SuiteProblem[];
  /** Where the value at `path` stands, or its key; of something that is not there, what should hold it. */
  locate(path: YamlPath, at?: 'key' | 'value'): YamlPlace;
}

/** The file is the source's own, except where a value was taken from a suite's templates. */
export interface YamlPlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/**
 * Reads one file's text: YAML 1.2 core schema, keys are strings. Duplicate keys, unknown tags, alias bombs, alias
 * circles, deep nesting and numbers that JSON cannot hold are problems, and never cost more than the text is long.
 */
export function readYaml(file: string, text: string): YamlSource {
  const lines = lineCounter(text);
  const place = (offset: number): YamlPlace => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problem = ({ offset, what, fix }: Spot): SuiteProblem => {
    return { ...place(offset), level: 'error', what, fix };
  };
  const fault = yamlFault(text);
  if (fault !== undefined) {
    const refused = problem(fault);
    return { file, value: undefined, problems: [refused], locate: () => place(fault.offset) };
  }
  const document = parse(text);
  const syntax = syntaxProblems(document, text);
  const read = syntax.length > 0 ? { value: undefined, problems: syntax } : toJson(document);
  return {
    file,
    value: read.value,
    problems: read.problems.map(problem),
    locate: (path, at = 'value') => place(offsetOf(document, path, at)),
  };
}

function parse(text: string): Document.Parsed {
  return parseDocument(text, {
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: false,
    version: '1.2',
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    logLevel: 'error',
  });
}

function lineCounter(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return lines;
}

interface JsonRead {
  readonly value: Json | undefined;
  readonly problems: readonly Spot[];
}

function toJson(document: Document.Parsed): JsonRead {
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (problem) {
    // The only faults toJS reports: an alias without its anchor, and more aliases than any author writes.
    if (!(problem instanceof ReferenceError)) throw problem;
    return { value: undefined, problems: [aliasProblem(document, problem.message)] };
  }
  const twice = duplicateKeys(document);
  const problems = jsonProblems(document, value);
  if (problems.length > 0) return { value: undefined, problems: [...twice, ...problems] };
  // All the core schema makes is null, boolean, number, text, list or map, and what of that is no JSON was found above.
  return { value: value as Json, problems: twice };
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
  if (values > maxValues) spots.push({ offset: 0, what: 'the file holds too much', fix: 'split the suite' });
  return spots;
}

function faultOf(item: unknown, depth: number): { what: string; fix: string } | undefined {
  if (depth > maxDepth)
    return {
      what: 'the values nest too deeply',
      fix: `nest at most ${maxDepth} levels and let no alias hold itself`,
    };
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
    const own = isLast && at === 'key' ? startOf(member.key) : undefined;
    offset = own ?? startOf(member.value) ?? startOf(member.key) ?? offset;
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
  // The last of a key given twice is the one that counts.
  const pair = node.items.findLast(({ key }) => (isScalar(key) ? key.value : key) === step);
  return isPair(pair) ? { key: pair.key, value: pair.value } : undefined;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
