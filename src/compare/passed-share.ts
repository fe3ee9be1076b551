import type { CountedRow } from './match-tasks.js';

/** A grade passes from 0.999: weights of a third do not add up to 1. */
const passFrom = 0.999;

export function isPass({ countedQuality }: Pick<CountedRow, 'countedQuality'>): boolean {
  return countedQuality >= passFrom;
}

/** Of at least one attempt. */
export function passedShare(rows: readonly CountedRow[]): number {
  return rows.filter(isPass).length / rows.length;
}
