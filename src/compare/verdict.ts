import type { EffectTest } from '../stats/effect-test.js';
import type { Verdict } from './comparison.js';
import { isTimeMade, type Threshold } from './thresholds.js';

export interface DecisionInput {
  /** The finding's. */
  readonly key: string;
  /** Positive = better. */
  readonly test: EffectTest;
  /** Of the composite and of Cost: the same without what times make of it. Needed where times cannot be compared. */
  readonly timeless?: EffectTest | undefined;
  readonly threshold: Threshold;
  /** Attempts of both sides took turns, or the test is one over three runs a side or more. */
  readonly timesComparable: boolean;
  /** One-sided level of p; that of the bound is the test's own. */
  readonly level?: number;
}

export interface Decision {
  readonly verdict: Verdict;
  /** Why it is inconclusive, or what the verdict rests on; '' where there is nothing to add. */
  readonly reason: string;
}

export const oneRunASide = 'one run a side';

/**
 * The verdict of METHODOLOGY section 6. Pairing by task cannot see that a whole run was slow, so from one run a side
 * whatever is made of times alone stays inconclusive, and what has times in it (the composite has Speed and Streaming,
 * Cost the seconds of compute) is given a verdict only as far as it holds without them as well: drift must not cry
 * wolf, nor a fall hide behind a quick hour.
 */
export function decide(input: DecisionInput): Decision {
  const { key, test, timeless, timesComparable } = input;
  const needsTimeless = key === 'composite' || timeless !== undefined;
  if (timesComparable || !(isTimeMade(key) || needsTimeless)) return decision(verdictOf([test], input), test);
  if (isTimeMade(key) || timeless === undefined) return { verdict: 'inconclusive', reason: oneRunASide };
  const verdict = verdictOf([test, timeless], input);
  const isSplit = verdict === 'inconclusive' && verdictOf([test], input) !== 'inconclusive';
  if (isSplit) return { verdict, reason: `${oneRunASide}: without its times it does not hold` };
  return decision(verdict, test);
}

/** The first that holds for all of the tests. */
export function verdictOf(
  tests: readonly EffectTest[],
  { threshold: { delta, margin }, level = 0.05 }: Pick<DecisionInput, 'threshold' | 'level'>,
): Verdict {
  if (tests.every(({ pWorse, effect }) => pWorse < level && effect <= -delta)) return 'regressed';
  if (tests.every(({ pBetter, effect }) => pBetter < level && effect >= delta)) return 'improved';
  if (tests.every(({ lowerBound }) => lowerBound > -margin)) return 'not_worse';
  return 'inconclusive';
}

function decision(verdict: Verdict, { interval }: EffectTest): Decision {
  if (verdict !== 'inconclusive') return { verdict, reason: '' };
  return { verdict, reason: interval === undefined ? 'too few tasks' : 'too few tasks or repeats to tell' };
}
