import { janusComposite } from '../scoring/profile.js';
import { dimensions } from '../scoring/scores.js';
import type { PrintedNumber, PublishedRow } from './published-row.js';
import { scoreNames, type ScoreName } from './standings.js';

export interface CheckedRow {
  readonly row: number;
  readonly name: string;
  /** As published. Null: it is not said. */
  readonly published: number | null;
  /** What the formula gives for the dimensions as printed. Null: one is not said. */
  readonly recomputed: number | null;
  /** What it can be, as each number was rounded when it was printed. */
  readonly possible: { readonly low: number; readonly high: number } | null;
  readonly verdict: 'holds' | 'breaks' | 'partial';
  /** What is wrong, one sentence; '' where nothing is. */
  readonly problem: string;
}

/**
 * Recomputes the composite of each row. A printed number stands for every number that is rounded to it, so a row breaks
 * the formula exactly where no dimensions that print like these have a composite that prints like this one. A column
 * counts as printed with the decimals of its most precise number, as not all tables keep zeros (`85` for `85.0`).
 */
export function checkComposites(rows: readonly PublishedRow[]): readonly CheckedRow[] {
  const decimals = decimalsOf(rows);
  return rows.map((row, index) => ({ row: index + 1, name: row.name, ...checked(row, decimals) }));
}

type Decimals = Readonly<Record<ScoreName, number>>;

function decimalsOf(rows: readonly PublishedRow[]): Decimals {
  const most = (name: ScoreName) =>
    rows.reduce((found, { scores }) => Math.max(found, scores[name]?.decimals ?? 0), 0);
  return {
    composite: most('composite'),
    quality: most('quality'),
    speed: most('speed'),
    cost: most('cost'),
    streaming: most('streaming'),
    modality: most('modality'),
  };
}

type Outcome = Omit<CheckedRow, 'row' | 'name'>;

function checked({ scores, formula }: PublishedRow, decimals: Decimals): Outcome {
  const unread = scoreNames.filter((name) => Number.isNaN(scores[name]?.value));
  if (unread.length > 0) return notRead(unread);
  const published = scores.composite?.value ?? null;
  const outside = scoreNames.filter((name) => !isPoints(scores[name]));
  const missing = dimensions.filter((name) => scores[name] === null);
  const isStated = formula !== undefined && missing.length === dimensions.length;
  if (!isStated && missing.length > 0) return notRecomputed(published, missing);
  const range = isStated ? rangeOf(formula, formula.decimals) : compositeRange(scores, decimals);
  const recomputed = isStated ? formula.value : sumOf(scores);
  const about = { published, recomputed, possible: { low: range.low, high: range.high } };
  if (outside.length > 0) {
    return { ...about, verdict: 'breaks', problem: `${outside.join(', ')}: not from 0 to 100` };
  }
  if (scores.composite === null) return { ...about, verdict: 'breaks', problem: 'no composite is given' };
  const said = rangeOf(scores.composite, decimals.composite);
  const isPossible = said.low <= range.high + slack && said.high >= range.low - slack;
  if (isPossible && isStated) {
    return {
      ...about,
      verdict: 'partial',
      problem: 'its dimensions are not given, only its own word for them',
    };
  }
  if (isPossible) return { ...about, verdict: 'holds', problem: '' };
  const told = `${shown(scores.composite.value)} is published`;
  return { ...about, verdict: 'breaks', problem: `${told}, the formula gives ${shown(recomputed)}` };
}

function notRead(names: readonly string[]): Outcome {
  const problem = `${names.join(', ')}: no number as points are written`;
  return { published: null, recomputed: null, possible: null, verdict: 'breaks', problem };
}

/** Without a dimension there is no composite; with one there cannot be a number. */
function notRecomputed(published: number | null, missing: readonly string[]): Outcome {
  const about = { published, recomputed: null, possible: null };
  const what = `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing`;
  return published === null
    ? { ...about, verdict: 'partial', problem: `${what}, and so is the composite` }
    : { ...about, verdict: 'breaks', problem: `a composite is published, but ${what}` };
}

/** Of sums of floating-point numbers. */
const slack = 1e-9;

interface Range {
  readonly low: number;
  readonly high: number;
}

function rangeOf({ value }: PrintedNumber, decimals: number): Range {
  const half = 0.5 * 10 ** -decimals;
  return { low: Math.max(0, value - half), high: Math.min(100, value + half) };
}

function compositeRange(scores: PublishedRow['scores'], decimals: Decimals): Range {
  let [low, high] = [0, 0];
  for (const name of dimensions) {
    const range = rangeOf(scores[name] ?? nothing, decimals[name]);
    low += janusComposite.weights[name] * range.low;
    high += janusComposite.weights[name] * range.high;
  }
  return { low, high };
}

function sumOf(scores: PublishedRow['scores']): number {
  return dimensions.reduce((sum, name) => sum + janusComposite.weights[name] * (scores[name]?.value ?? 0), 0);
}

const nothing: PrintedNumber = { value: 0, decimals: 0 };

function isPoints(number: PrintedNumber | null): boolean {
  return number === null || (number.value >= 0 && number.value <= 100);
}

/** Three decimals at most, as one would write it: `78.645`. */
function shown(value: number): string {
  return String(Number(value.toFixed(3)));
}
