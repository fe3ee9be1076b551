import type { CriterionVerdict, JudgeCriterion } from './judge.js';

/**
 * Σ weight of the criteria met ÷ Σ weight of all, 0 to 1. It is 0 where some criteria are of kind `present` and none of
 * them is met: a text that shows nothing of what was asked earns nothing for the faults it has not. `verdicts` in any
 * order. Throws RangeError where no weight is positive.
 */
export function qualityOf(
  criteria: readonly JudgeCriterion[],
  verdicts: readonly Pick<CriterionVerdict, 'id' | 'met'>[],
): number {
  const totalWeight = weightOf(criteria);
  if (!(totalWeight > 0)) throw new RangeError('judged criteria need a positive weight');
  const metIds = new Set(verdicts.filter(({ met }) => met).map(({ id }) => id));
  const met = criteria.filter(({ id }) => metIds.has(id));
  const showsNothing = criteria.some(isPresent) && !met.some(isPresent);
  return showsNothing ? 0 : weightOf(met) / totalWeight;
}

function isPresent({ kind }: JudgeCriterion): boolean {
  return kind === 'present';
}

function weightOf(criteria: readonly JudgeCriterion[]): number {
  return criteria.reduce((sum, { weight }) => sum + weight, 0);
}
