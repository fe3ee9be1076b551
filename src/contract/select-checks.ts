import { BenchError } from '../errors/bench-error.js';
import { inert } from '../lib/inert.js';
import type { Check } from './check.js';
import { checks } from './checks/index.js';

export interface CheckChoice {
  /** Ids as typed, case aside; empty: all. */
  readonly only: readonly string[];
  /** Those that take minutes too. */
  readonly isLong: boolean;
}

/** A check, or why it is left out. */
export interface ChosenCheck {
  readonly check: Check;
  readonly isLeftOut: boolean;
}

/** Throws BenchError('usage') on an id that is none. A check that is named is run, however long it takes. */
export function selectChecks({ only, isLong }: CheckChoice): readonly ChosenCheck[] {
  const wanted = new Set(only.map((id) => id.toUpperCase()));
  const unknown = [...wanted].filter((id) => !checks.some((check) => check.id === id));
  if (unknown.length > 0) {
    throw new BenchError('usage', `there is no check ${inert(unknown.join(', '))}`, {
      hint: `Checks: ${checks.map(({ id }) => id).join(', ')}.`,
    });
  }
  if (wanted.size > 0)
    return checks.filter(({ id }) => wanted.has(id)).map((check) => ({ check, isLeftOut: false }));
  return checks.map((check) => ({ check, isLeftOut: check.isLong === true && !isLong }));
}
