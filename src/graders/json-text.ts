import { parseJson } from '../lib/json.js';
import { isTooDeep, maxJsonDepth } from '../lib/json-depth.js';
import type { Json } from '../lib/json.js';

export type JsonReading =
  { readonly kind: 'json'; readonly value: Json } | { readonly kind: 'not_json'; readonly reason: string };

const maxChars = 1_000_000;

/** A miner's text as JSON, bounded in size and depth. */
export function readJson(text: string): JsonReading {
  if (text.length > maxChars) return { kind: 'not_json', reason: 'the JSON is too long to grade' };
  if (isTooDeep(text)) return { kind: 'not_json', reason: `the JSON is nested over ${maxJsonDepth} deep` };
  const value = parseJson(text.replace(/^\uFEFF/, ''));
  return value === undefined ? { kind: 'not_json', reason: 'it is not valid JSON' } : { kind: 'json', value };
}

const backslash = 0x5c;
const quote = 0x22;
const brace = { open: 0x7b, close: 0x7d };

/** Opening braces in prose that are tried; each try is one pass at the most. */
const maxTries = 32;

export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Ranges of the outermost balanced `{…}` that are JSON, in order. */
export function jsonObjectsIn(text: string): readonly TextRange[] {
  const found: TextRange[] = [];
  let from = 0;
  for (let tries = 0; tries < maxTries; tries++) {
    const start = text.indexOf('{', from);
    if (start < 0) break;
    const end = balancedEnd(text, start);
    const isObject = end !== undefined && readJson(text.slice(start, end)).kind === 'json';
    if (isObject) found.push({ start, end });
    from = isObject ? end : start + 1;
  }
  return found;
}

function balancedEnd(text: string, start: number): number | undefined {
  let depth = 0;
  let isString = false;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isString) {
      if (code === backslash) at++;
      else if (code === quote) isString = false;
    } else if (code === quote) isString = true;
    else if (code === brace.open) depth++;
    else if (code === brace.close && --depth === 0) return at + 1;
  }
  return undefined;
}
