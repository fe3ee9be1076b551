import type { GateDecision } from '../compare/gate-decision.js';
import { decidePair, type PairFacts } from '../compare/pair-decision.js';
import type { RunResult } from '../results/run-result.js';
import type { Sides } from './ab-sides.js';

/** A moment at which a pair is compared, to end there or to go on with more repeats. */
export interface PairLook {
  /** From 0. */
  readonly index: number;
  readonly isLast: boolean;
  /** Attempts a task, on each side. */
  readonly repeat: number;
  /** One-sided level to decide at, so that all looks together keep to 0.05. */
  readonly level: number;
  readonly results: Sides<RunResult>;
}

/** What a look comes to, at the level it may spend. */
export function decideLook(
  { results, level }: PairLook,
  { bars, strict }: Pick<PairFacts, 'bars' | 'strict'>,
): GateDecision {
  const [a, b] = [
    { name: 'a', result: results.a },
    { name: 'b', result: results.b },
  ];
  return decidePair({ a, b, bars, strict, level });
}
