import { compareRuns } from '../compare/compare-runs.js';
import type { RunResult } from '../results/run-result.js';

/** What the comparison of two runs says about a change of rank 1. Points; positive = the challenger is better. */
export interface PairFacts {
  /** Why the two cannot be compared, one sentence each. */
  readonly obstacles: readonly string[];
  readonly effect: number | null;
  /** 95 %, paired by task. */
  readonly low: number | null;
  readonly high: number | null;
  /** It also holds without what times make of it, or times could be compared as attempts of both took turns. */
  readonly holdsWithoutTimes: boolean;
}

/** Points by which a new #1 has to be ahead (METHODOLOGY section 6). */
export const leastLead = 0.5;

/** Compares the two as `compare` does. */
export function pairFacts(holder: RunResult, challenger: RunResult): PairFacts {
  const thresholds = { composite: { delta: leastLead } };
  const { obstacles, findings } = compareRuns(
    [{ name: holder.run.id, result: holder }],
    [{ name: challenger.run.id, result: challenger }],
    { thresholds },
  );
  const composite = findings.find(({ key }) => key === 'composite');
  return {
    obstacles,
    effect: composite?.effect ?? null,
    low: composite?.interval?.low ?? null,
    high: composite?.interval?.high ?? null,
    holdsWithoutTimes: composite?.verdict === 'improved',
  };
}
