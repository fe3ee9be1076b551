import * as z from 'zod';
import { closest } from '../lib/closest.js';
import { isJsonObject } from '../lib/json.js';
import { quoted } from './problem.js';
import type { YamlPath } from './yaml-source.js';

/** A mistake by its path in the parsed value; whoever knows the file adds line and column. */
export interface Spotted {
  readonly path: YamlPath;
  readonly at: 'key' | 'value';
  readonly what: string;
  readonly fix: string;
}

export type Checked<Value> =
  | { readonly kind: 'ok'; readonly value: Value }
  | { readonly kind: 'wrong'; readonly problems: readonly Spotted[] };

/** `value` against `schema`: the parsed value, or every mistake with what to do about it. */
export function check<Schema extends z.ZodType>(schema: Schema, value: unknown): Checked<z.output<Schema>> {
  const result = schema.safeParse(value, { error: adviceOnKeys });
  if (result.success) return { kind: 'ok', value: result.data };
  return { kind: 'wrong', problems: result.error.issues.flatMap((issue) => explain(issue, value, [])) };
}

/** Zod's issue does not say which keys would have been known; its schema does, and only here is it at hand. One line a key. */
function adviceOnKeys(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'unrecognized_keys') return undefined;
  const keys: readonly unknown[] = Array.isArray(issue['keys']) ? issue['keys'] : [];
  const known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
  return keys.map((key) => adviceOn(String(key), known)).join('\n');
}

/** `did you mean "prompt"?`, or all that is known where nothing is near. */
export function adviceOn(word: string, known: readonly string[]): string {
  const meant = closest(word, known);
  if (meant !== undefined) return `did you mean ${quoted(meant)}?`;
  return known.length === 0 ? 'remove it' : `known here: ${known.join(', ')}`;
}

function explain(issue: z.core.$ZodIssue, root: unknown, base: YamlPath): readonly Spotted[] {
  const path = [...base, ...issue.path];
  const found = valueAt(root, path);
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue, path);
  if (issue.code === 'invalid_union') return explainUnion(issue, { root, path, found });
  if (issue.code === 'invalid_key')
    return [
      { path, at: 'key', what: `${label(path)} is no name for a key`, fix: issue.issues[0]?.message ?? '' },
    ];
  if (found === undefined) return [missing(path, issue)];
  return [{ path, at: 'value', what: describe(path, found), fix: adviceOnValue(issue, found) }];
}

function adviceOnValue(issue: z.core.$ZodIssue, found: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeAdvice(issue);
    case 'invalid_value':
      return wordAdvice(found, issue.values.map(String));
    case 'too_small':
    case 'too_big':
      return sizeAdvice(issue);
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
    case 'unrecognized_keys':
    case 'custom':
      return issue.message;
  }
}

function unknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys, path: YamlPath): readonly Spotted[] {
  const advice = issue.message.split('\n');
  return issue.keys.map((key, index) => ({
    path: [...path, key],
    at: 'key',
    what: `unknown key ${quoted(key)}`,
    fix:
      key === '<<'
        ? 'merge keys are not part of YAML 1.2: write the keys out'
        : (advice[index] ?? 'remove it'),
  }));
}

interface At {
  readonly root: unknown;
  readonly path: YamlPath;
  readonly found: unknown;
}

/** Of a union's branches, the one the author was writing: its own type fits, and most of its keys do. */
function explainUnion(issue: z.core.$ZodIssueInvalidUnion, { root, path, found }: At): readonly Spotted[] {
  if (issue.discriminator !== undefined) {
    const known = 'options' in issue ? (issue.options ?? []).map(String) : [];
    if (typeof found === 'string')
      return [{ path, at: 'value', what: describe(path, found), fix: adviceOn(found, known) }];
    return [{ ...missing(path, undefined), fix: `add it: ${known.join(', ')}` }];
  }
  if (found === undefined) return [missing(path, undefined)];
  const branches: readonly (readonly z.core.$ZodIssue[])[] = issue.errors;
  const fitting = branches
    .filter((issues) => issues.every(({ code, path: inner }) => code !== 'invalid_type' || inner.length > 0))
    .toSorted((left, right) => misfits(left, found) - misfits(right, found))[0];
  if (fitting !== undefined) return fitting.flatMap((inner) => explain(inner, root, path));
  const types = branches.flatMap((issues) =>
    issues.map((inner) => ('expected' in inner ? inner.expected : undefined)),
  );
  const wanted = [...new Set(types)].filter((type) => type !== undefined).map(typeWord);
  const fix = issue.message === 'Invalid input' ? `write ${wanted.join(' or ')}` : issue.message;
  return [{ path, at: 'value', what: describe(path, found), fix }];
}

/** Keys of its own level that a branch does not know or does not find. */
function misfits(issues: readonly z.core.$ZodIssue[], found: unknown): number {
  return issues.filter(({ code, path }) =>
    code === 'unrecognized_keys'
      ? path.length === 0
      : path.length === 1 && valueAt(found, path) === undefined,
  ).length;
}

function missing(path: YamlPath, issue: z.core.$ZodIssue | undefined): Spotted {
  return {
    path,
    at: 'value',
    what: `missing key ${quoted(String(path.at(-1) ?? ''))}`,
    fix: missingAdvice(issue),
  };
}

function missingAdvice(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'invalid_type') return `add it: ${typeWord(issue.expected)}`;
  if (issue?.code === 'invalid_value') return `add it: ${issue.values.map(String).join(', ')}`;
  return 'add it';
}

function sizeAdvice(issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): string {
  if (!issue.message.startsWith('Too ')) return issue.message;
  const [bound, limit] = issue.code === 'too_small' ? ['least', issue.minimum] : ['most', issue.maximum];
  if (issue.origin === 'array') return `list at ${bound} ${limit}`;
  if (issue.origin === 'string')
    return issue.code === 'too_small' ? 'write some text' : `use ${limit} characters at most`;
  if (issue.inclusive !== false) return `use ${limit} at the ${bound}`;
  return `use a number ${issue.code === 'too_small' ? 'above' : 'below'} ${limit}`;
}

function wordAdvice(found: unknown, words: readonly string[]): string {
  const meant = typeof found === 'string' ? closest(found, words) : undefined;
  return meant === undefined ? `use ${words.join(', ')}` : `did you mean ${quoted(meant)}?`;
}

function typeAdvice({ expected }: z.core.$ZodIssueInvalidType): string {
  return expected === 'string'
    ? 'write text, in quotes where it looks like something else'
    : `write ${typeWord(expected)}`;
}

function typeWord(type: string): string {
  const words: Readonly<Record<string, string>> = {
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list (`- …`)',
    object: 'a map (`key: value`)',
    record: 'a map (`key: value`)',
  };
  return words[type] ?? type;
}

/** `"costUsd" is text "cheap"`. */
function describe(path: YamlPath, found: unknown): string {
  return `${label(path)} is ${kindOf(found)}`;
}

function label(path: YamlPath): string {
  const last = path.at(-1);
  if (last === undefined) return 'the file';
  if (typeof last === 'string') return quoted(last);
  const list = path.findLast((step) => typeof step === 'string');
  return list === undefined ? `item ${Number(last) + 1}` : `item ${Number(last) + 1} of ${quoted(list)}`;
}

function kindOf(found: unknown): string {
  if (found === null) return 'empty';
  if (typeof found === 'string') return found === '' ? 'empty' : quoted(found);
  if (Array.isArray(found)) return found.length === 0 ? 'an empty list' : `a list of ${found.length}`;
  if (isJsonObject(found)) return 'a map';
  return typeof found === 'number' || typeof found === 'boolean' ? `${found}` : typeof found;
}

/** The value at `path`, or undefined where there is none. */
export function valueAt(root: unknown, path: YamlPath): unknown {
  let value = root;
  for (const step of path) {
    if (Array.isArray(value) && typeof step === 'number') value = value[step];
    else if (isJsonObject(value) && typeof step === 'string' && Object.hasOwn(value, step))
      value = value[step];
    else return undefined;
  }
  return value;
}
