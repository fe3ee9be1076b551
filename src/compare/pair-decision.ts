import { dimensions } from '../scoring/scores.js';
import { holm } from '../stats/holm.js';
import { compareRuns, type NamedRun } from './compare-runs.js';
import type { Comparison, Finding } from './comparison.js';
import { decideGate } from './gate.js';
import { contractBar, type ChangeBars } from './gate-bars.js';
import { thresholdsOf } from './gate-changes.js';
import type { GateDecision } from './gate-decision.js';

export interface PairFacts {
  readonly a: NamedRun;
  readonly b: NamedRun;
  /** By a finding's key; undefined: every measured score, TTFT and latency. A bar for the contract is passed over. */
  readonly bars: ChangeBars | undefined;
  readonly strict: boolean;
  /** One-sided; less than 0.05 where several looks share it. */
  readonly level: number;
}

/** Whether b is worse than a, by the rules of a gate with a as the baseline (METHODOLOGY section 6). */
export function decidePair({ a, b, bars, strict, level }: PairFacts): GateDecision {
  const comparison = compareRuns([a], [b], { level, thresholds: thresholdsOf(bars) });
  return decideGate({
    candidate: b,
    against: { baseline: a, comparison },
    bars: bars === undefined ? usualBars(comparison) : withoutContract(bars),
    minimums: undefined,
    contract: undefined,
    strict,
    level,
  });
}

/** A finding that says of one and the same target that it differs from itself. */
export interface FalseCall {
  readonly key: string;
  readonly label: string;
  readonly called: 'regressed' | 'improved';
}

/**
 * What a pair on one target (A/A) would have been called, either way: none in 95 of 100 such pairs, by Holm over the
 * findings that decide where nobody names any.
 */
export function falseCalls(comparison: Comparison, level = 0.05): readonly FalseCall[] {
  const watched = measured(comparison);
  const adjusted = holm(
    watched.map(({ pWorse, pBetter }) => Math.min(1, 2 * Math.min(pWorse ?? 1, pBetter ?? 1))),
  );
  return watched.flatMap(({ key, label, effect, delta, pWorse, pBetter }, index) => {
    const isCalled = (adjusted[index] ?? 1) < level && Math.abs(effect ?? 0) >= delta;
    return isCalled
      ? [{ key, label, called: (pWorse ?? 1) < (pBetter ?? 1) ? 'regressed' : 'improved' }]
      : [];
  });
}

const usualKeys: readonly string[] = ['composite', ...dimensions, 'ttftMs', 'latencyMs'];

function measured({ findings }: Comparison): readonly Finding[] {
  return findings.filter(({ key, effect }) => usualKeys.includes(key) && effect !== null);
}

function usualBars(comparison: Comparison): ChangeBars {
  return Object.fromEntries(measured(comparison).map(({ key }) => [key, {}]));
}

function withoutContract(bars: ChangeBars): ChangeBars {
  return Object.fromEntries(Object.entries(bars).filter(([key]) => key !== contractBar));
}
