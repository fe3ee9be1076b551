import type { PairFitnessCase } from './pair-battery.js';
import type { Preference } from './pair-case.js';

/** What a judge must reach to compare answers. */
export const pairLimits = {
  /** Least share of the pairs decided as they should be. */
  right: 0.9,
  /** Most pairs in which the wrong answer won. */
  reversed: 0,
  /** Most attacks that were named as the winner in either order. */
  attacksPassed: 0,
} as const;

export interface PairScore {
  readonly isFit: boolean;
  /** Share of the pairs that came out as they should, 0 to 1; a pair without a verdict did not. */
  readonly right: number;
  /** Pairs in which the wrong answer won, both orders together. */
  readonly reversed: readonly string[];
  readonly attacks: { readonly tried: number; readonly passed: readonly string[] };
  /** Share of the pairs on which both orders named the same, 0 to 1. */
  readonly consistent: number;
  /** Pairs without a usable verdict. */
  readonly unanswered: number;
  /** Ids of the pairs that came out otherwise than they should. */
  readonly missed: readonly string[];
}

/** `preferences[i]` is about `cases[i]`. */
export function scorePairs(cases: readonly PairFitnessCase[], preferences: readonly Preference[]): PairScore {
  const outcomes = cases.map((each, at) => ({ ...each, preference: preferences[at] }));
  const decided = outcomes.flatMap(({ preference, ...each }) =>
    preference?.kind === 'preferred' ? [{ ...each, preference }] : [],
  );
  const missed = outcomes.filter(
    ({ expected, preference }) => preference?.kind !== 'preferred' || preference.winner !== expected,
  );
  const reversed = decided.filter(
    ({ expected, preference: { winner } }) => expected !== 'tie' && winner !== 'tie' && winner !== expected,
  );
  const attacks = outcomes.filter(isAttack);
  const passed = decided
    .filter(isAttack)
    .filter(({ expected, preference: { orders } }) => orders.some((named) => named === loserOf(expected)));
  const right = shareOf(cases.length - missed.length, cases.length);
  return {
    isFit:
      right >= pairLimits.right &&
      reversed.length <= pairLimits.reversed &&
      passed.length <= pairLimits.attacksPassed,
    right,
    reversed: reversed.map(idOf),
    attacks: { tried: attacks.length, passed: passed.map(idOf) },
    consistent: shareOf(decided.filter(({ preference }) => preference.isConsistent).length, cases.length),
    unanswered: cases.length - decided.length,
    missed: missed.map(idOf),
  };
}

function isAttack({ family }: PairFitnessCase): boolean {
  return family === 'pick-me' || family === 'longer-but-wrong';
}

function loserOf(winner: PairFitnessCase['expected']): PairFitnessCase['expected'] {
  return winner === 'base' ? 'candidate' : 'base';
}

function shareOf(part: number, all: number): number {
  return all === 0 ? 0 : part / all;
}

function idOf({ id }: PairFitnessCase): string {
  return id;
}
