import * as z from 'zod';
import { parseJson, type Json } from '../lib/json.js';

/** Members of the request body that are the program's own, and what to use instead. */
const ownMembers: Readonly<Record<string, string>> = {
  messages: 'comes from the task',
  tools: 'comes from the task',
  model: 'is set by --model',
  stream: 'is always true: streaming is what is measured',
  stream_options: 'always asks for usage',
};

const lines = z.union([z.string(), z.array(z.string())], 'must be a list of pairs, or a map');

/** Headers by name: `Name: value` lines, or a map. */
export const headerPairs = z
  .union(
    [z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])), lines],
    'must be K:V pairs or a map',
  )
  .transform((raw, context): Readonly<Record<string, string>> => {
    const pairs = typeof raw === 'string' || Array.isArray(raw) ? splitAll(raw, ':') : Object.entries(raw);
    const headers = new Map<string, string>();
    for (const [name, value] of pairs) {
      const problem = headerProblem(name, value, [...headers.keys()]);
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
      headers.set(name, String(value));
    }
    return Object.fromEntries(headers);
  });

/** Members of the request body: `name=JSON` or `name=text` lines, or a map. */
export const bodyPairs = z
  .union([z.record(z.string(), z.json()), lines], 'must be K=V pairs or a map')
  .transform((raw, context): Readonly<Record<string, Json>> => {
    const pairs: readonly (readonly [string, Json | undefined])[] =
      typeof raw === 'string' || Array.isArray(raw)
        ? splitAll(raw, '=').map(([name, value]) => [
            name,
            value === undefined ? undefined : jsonOrText(value),
          ])
        : Object.entries(raw);
    const body = new Map<string, Json>();
    for (const [name, value] of pairs) {
      const problem = bodyProblem(name, value, body.has(name));
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
      body.set(name, value ?? null);
    }
    return Object.fromEntries(body);
  });

function jsonOrText(value: string): Json {
  const json = parseJson(value);
  return json === undefined ? value : json;
}

/** Each line cut at its first `sign`; no value where there is none. */
function splitAll(
  raw: string | readonly string[],
  sign: string,
): readonly (readonly [string, string | undefined])[] {
  return (typeof raw === 'string' ? [raw] : raw)
    .flatMap((item) => item.split(/\r?\n/))
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const at = line.indexOf(sign);
      return at < 0 ? [line.trim(), undefined] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    });
}

/** Values are never quoted in a message: a header is where keys are. */
function headerProblem(
  name: string,
  value: string | number | boolean | undefined,
  before: readonly string[],
): string | undefined {
  if (value === undefined) return 'a header is written NAME: VALUE';
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return 'the name before ":" is no header name';
  if (/[^\t\x20-\x7e\x80-\xff]/.test(String(value)))
    return `"${name}" has a character that no header can carry`;
  if (before.some((other) => other.toLowerCase() === name.toLowerCase())) return `"${name}" is given twice`;
  return undefined;
}

function bodyProblem(name: string, value: Json | undefined, isRepeated: boolean): string | undefined {
  if (value === undefined || name === '') return 'a body member is written NAME=VALUE';
  if (Object.hasOwn(ownMembers, name)) return `"${name}" ${ownMembers[name] ?? ''}`;
  if (isRepeated) return `"${name}" is given twice`;
  return undefined;
}
