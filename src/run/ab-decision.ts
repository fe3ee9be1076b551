import type { GateDecision } from '../compare/gate-decision.js';
import { decidePair, type PairFacts } from '../compare/pair-decision.js';
import type { PairLook } from './ab-looks.js';

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
