import { BenchError } from '../errors/bench-error.js';
import { closest } from '../lib/closest.js';
import { inert } from '../lib/inert.js';

export interface KnownNames {
  readonly names: readonly string[];
  /** What to do where there is none at all. */
  readonly ifNone: string;
  /** What there is, where nothing is like the name that was asked for; left out: a list of them. */
  readonly otherwise?: string | undefined;
}

const shownNames = 20;

/** `there is no agent ada2`, and the name that was perhaps meant. Names are of outside. */
export function unknownName(
  what: string,
  name: string,
  { names, ifNone, otherwise }: KnownNames,
): BenchError {
  const meant = closest(name, names);
  const all = names.slice(0, shownNames).map((each) => inert(each, 80));
  return new BenchError('usage', `there is no ${what} ${inert(name, 120)}`, {
    hint:
      names.length === 0
        ? ifNone
        : meant === undefined
          ? (otherwise ?? `There is: ${all.join(', ')}.`)
          : `Did you mean ${inert(meant, 120)}?`,
  });
}
