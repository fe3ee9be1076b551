import { show } from './findings.js';
import { foldText } from './plain-text.js';

export type NumberReading =
  { readonly kind: 'number'; readonly value: number } | { readonly kind: 'not_one'; readonly reason: string };

const maxChars = 120;

/** Thousands are parted by commas, spaces, apostrophes or underscores in groups of three; the point is the decimal mark. */
const integer = String.raw`(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?:[ '_]\d{3})+(?!\d)|\d+)`;
const exponent = String.raw`(?:e[-+]?\d{1,3}| ?[×x*] ?10\^[-+]?\d{1,3})`;
const numberForm = new RegExp(String.raw`[-+]?(?:${integer}(?:\.\d+)?|\.\d+)${exponent}?`, 'u');

/**
 * The one number a slot holds: `1,234.50`, `−5`, `1e3`, `12 %`, `$12`, `12 kg`. A second number, a fraction, a decimal
 * comma, words before the number, a negation or a scale word (`12 thousand`) make it no answer. `unit`: if the slot names
 * a unit it must be this one; without `unit` up to two words may follow.
 */
export function readNumber(slot: string, unit?: string): NumberReading {
  const text = foldText(slot.slice(0, maxChars + 1)).replace(/[.!]$/, '');
  if (text.length > maxChars) return notOne(slot, 'is too long to be a number');
  const match = numberForm.exec(text);
  if (match === null) return notOne(slot, 'holds no number');
  const before = text.slice(0, match.index).replace(/^= ?/, '').trim();
  const after = text.slice(match.index + match[0].length).trim();
  if (/\p{N}/u.test(before) || /^\p{N}|[^\p{L}°]\p{N}|\p{Nd}/u.test(after))
    return notOne(slot, 'holds more than one number');
  const sign = /^-(?=.)/.test(before) ? -1 : 1;
  const problem = wordProblem({ before: sign < 0 ? before.slice(1).trim() : before, after }, unit);
  if (problem !== undefined) return notOne(slot, problem);
  const value = sign * Number(plainDigits(match[0]));
  return Number.isFinite(value)
    ? { kind: 'number', value }
    : notOne(slot, 'holds a number beyond all bounds');
}

function notOne(slot: string, problem: string): NumberReading {
  return { kind: 'not_one', reason: `${show(slot)} ${problem}` };
}

function plainDigits(number: string): string {
  return number.replace(/[, '_]/g, '').replace(/[×x*]10\^/, 'e');
}

const currencies: Readonly<Record<string, string>> = {
  $: 'usd',
  us$: 'usd',
  '€': 'eur',
  '£': 'gbp',
  '¥': 'jpy',
  usd: 'usd',
  eur: 'eur',
  gbp: 'gbp',
  jpy: 'jpy',
};

/** Words after a number that make it another number, or no answer. */
const turning = new Set(
  `not no never wrong incorrect false untrue is isn't and or nor to thousand thousands million millions billion billions
   trillion hundred hundreds dozen k mn mio bn lakh crore half`.split(/\s+/),
);
const unitWord = /^[\p{L}\p{M}°%$€£¥Ω][\p{L}\p{M}°%$€£¥²³/·'^-]{0,23}$/u;

function wordProblem(
  { before, after }: { before: string; after: string },
  unit?: string,
): string | undefined {
  if (before !== '' && currencies[before] === undefined) return 'says more than a number';
  if (unit !== undefined)
    return unitProblem([before, after].filter((word) => word !== '').map(unitName), unit);
  const words = after
    .replace(/ ?\/ ?/g, '/')
    .split(' ')
    .filter((word) => word !== '');
  if (words.some((word) => turning.has(word))) return 'says more than a number';
  return words.length <= 2 && words.every((word) => unitWord.test(word))
    ? undefined
    : 'says more than a number';
}

function unitProblem(units: readonly string[], unit: string): string | undefined {
  const wanted = unitName(foldText(unit));
  return units.every((found) => found === wanted) ? undefined : `is not in ${unit}`;
}

/** One name for `day` and `days`, `$` and `USD`, `km / h` and `km/h`. */
function unitName(text: string): string {
  const plain = text.replace(/ ?\/ ?/g, '/');
  return currencies[plain] ?? (plain.length > 2 ? plain.replace(/s$/, '') : plain);
}

/** Numbers as equal as their binary form allows, then as near as the author allows. */
export function isNear(
  found: number,
  wanted: number,
  { tolerance = 0, relative = 0 }: { tolerance?: number; relative?: number } = {},
): boolean {
  const rounding = 1e-12 * Math.max(Math.abs(found), Math.abs(wanted));
  return Math.abs(found - wanted) <= Math.max(tolerance, relative * Math.abs(wanted)) + rounding;
}

/** A cell or field that is a number and nothing else; undefined where it is text. */
export function plainNumber(text: string): number | undefined {
  const plain = text.trim();
  if (!/^[-+]?(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.\d{1,15})?(?:e[-+]?\d{1,3})?$/i.test(plain))
    return undefined;
  const value = Number(plain.replaceAll(',', ''));
  return Number.isFinite(value) ? value : undefined;
}

const numberInProse = /(?<![\p{L}\p{N}_])(?!(?<=\p{L}-)\d+\p{L})(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?/gu;

/** Every number written in a text, without signs, each as a value. Digits inside a word (`nx-4f2`, `B12`) are none. */
export function numbersIn(text: string): readonly { readonly value: number; readonly written: string }[] {
  return [...foldText(text).matchAll(numberInProse)].map(({ 0: written }) => ({
    value: Number(written.replaceAll(',', '')),
    written,
  }));
}
