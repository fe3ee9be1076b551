import { isJsonObject, parseJson, type Json } from '../../lib/json.js';
import { lastJsonObject } from './last-json-object.js';

/** What an agent hands in. */
export interface AgentAnswer {
  readonly output: Json;
  /** http or https; undefined: it says none that can be used. */
  readonly finalUrl: string | undefined;
  /** 0 to 1 000 000; undefined: it says none that can be. */
  readonly steps: number | undefined;
}

export type AnswerReading =
  | { readonly kind: 'answer'; readonly answer: AgentAnswer }
  | { readonly kind: 'unreadable'; readonly code: UnreadableCode; readonly why: string };

export type UnreadableCode = 'no_json' | 'no_output' | 'answer_too_long' | 'not_json_number' | 'not_text';

/** Longer answers are looked at from here to their end. */
const readChars = 2 ** 20;
/** Of the answer's object: it goes into the store and to the evaluator whole. */
const longestObjectChars = 2 ** 18;
const longestUrlChars = 2_000;
const mostSteps = 1_000_000;

/** Takes the last JSON object of a text, in a code fence, among prose or alone, for the agent's answer. Linear in the text. */
export function readAgentAnswer(text: string): AnswerReading {
  const object = lastJsonObject(text.slice(-readChars));
  if (object === undefined) return unreadable('no_json', 'the reply holds no JSON object');
  if (object.length > longestObjectChars)
    return unreadable('answer_too_long', `the answer is longer than ${longestObjectChars} characters`);
  const answer = parseJson(object);
  if (!isJsonObject(answer) || answer['output'] === undefined)
    return unreadable('no_output', 'the JSON object of the reply has no "output"');
  const { output, final_url: finalUrl, steps } = answer;
  if (!holdsOnlyJsonNumbers(output))
    return unreadable('not_json_number', 'the output holds a number that is too large');
  if (!holdsOnlyText(output))
    return unreadable('not_text', 'a text of the output holds a NUL or half of a character');
  return { kind: 'answer', answer: { output, finalUrl: usableUrl(finalUrl), steps: usableSteps(steps) } };
}

function unreadable(code: UnreadableCode, why: string): AnswerReading {
  return { kind: 'unreadable', code, why };
}

/** `1e999` parses, and is no number that could be written again. */
function holdsOnlyJsonNumbers(value: Json): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === null || typeof value !== 'object') return true;
  return Object.values(value).every((member: Json | undefined) =>
    member === undefined ? true : holdsOnlyJsonNumbers(member),
  );
}

/**
 * JSON can write half of a surrogate pair and a NUL, and many that read JSON refuse them (RFC 7493): an evaluator's refusal
 * must not be had for the asking.
 */
function holdsOnlyText(value: Json): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (value === null || typeof value !== 'object') return true;
  return Object.entries(value).every(([name, member]: readonly [string, Json | undefined]) =>
    member === undefined ? true : holdsOnlyText(name) && holdsOnlyText(member),
  );
}

function usableUrl(value: Json | undefined): string | undefined {
  if (typeof value !== 'string' || value.length > longestUrlChars || !URL.canParse(value)) return undefined;
  const { protocol, href } = new URL(value);
  return (protocol === 'http:' || protocol === 'https:') && href.length <= longestUrlChars ? href : undefined;
}

function usableSteps(value: Json | undefined): number | undefined {
  const isUsable = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= mostSteps;
  return isUsable ? value : undefined;
}
