import type { RunResult } from '../results/run-result.js';
import { levelAt } from './looks.js';

/**
 * The one-sided level that the two halves of `ab --until-decided` were tested at where they ended: several looks share
 * 0.05, and a comparison made later must not spend all of it on the look that was the last. Undefined: not of such a pair.
 */
export function spentLevel(base: RunResult, candidate: RunResult): number | undefined {
  const [left, right] = [base.run.pairedWith, candidate.run.pairedWith];
  const isPair = left?.runId === candidate.run.id && right?.runId === base.run.id;
  const { looks } = left ?? {};
  if (!isPair || looks === undefined || looks.length < 2) return undefined;
  const index = looks.findIndex((look) => look >= base.run.repeat);
  return index < 0 ? undefined : levelAt(looks, index);
}
