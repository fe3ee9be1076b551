import { dimensions } from '../scoring/scores.js';
import type { ScoreName } from './standings.js';

/** A number as it was printed. */
export interface PrintedNumber {
  readonly value: number;
  /** Digits behind the point. */
  readonly decimals: number;
}

/** A row of a published board. Null: nothing is said. */
export interface PublishedRow {
  /** As written: foreign text. */
  readonly name: string;
  readonly scores: Readonly<Record<ScoreName, PrintedNumber | null>>;
  /** What the file itself says that the formula gives. */
  readonly formula?: PrintedNumber | undefined;
}

/**
 * The first number in a text: `**78.4** (77.0–79.9)` is 78.4, and so is `78,4`. Null: there is none. NaN where it goes on
 * in a way that no points do (`1e9`, `1,234.5`): half of a number is not read for the whole.
 */
export function printedNumber(text: string): PrintedNumber | null {
  const [, sign = '', whole = '', fraction = '', rest = ''] =
    /([-−+]?)(\d{1,20})(?:[.,](\d{1,20}))?([.,]?\d|e[-−+]?\d)?/iu.exec(text) ?? [];
  if (whole === '') return null;
  const size = rest === '' ? Number(`${whole}.${fraction}`) : NaN;
  return { value: sign === '' || sign === '+' ? size : -size, decimals: fraction.length };
}

/** Programs drop zeros (`85` for `85.0`): all dimensions of a file count as printed like its most precise number. */
export function asPrecise(rows: readonly PublishedRow[]): readonly PublishedRow[] {
  const most = rows.reduce(
    (found, { scores }) => Math.max(found, ...dimensions.map((name) => scores[name]?.decimals ?? 0)),
    0,
  );
  const precise = (number: PrintedNumber | null) => (number === null ? null : { ...number, decimals: most });
  return rows.map(({ scores, ...row }) => ({
    ...row,
    scores: {
      composite: scores.composite,
      quality: precise(scores.quality),
      speed: precise(scores.speed),
      cost: precise(scores.cost),
      streaming: precise(scores.streaming),
      modality: precise(scores.modality),
    },
  }));
}
