import { attackTexts } from './attack-texts.js';
import type { FitnessCase } from './fitness-case.js';
import { criterionIds, scenarios } from './scenarios.js';

/**
 * Each shows nothing of what its criteria ask for, so that not one `present` criterion may be found met; nor may an `absent`
 * one whose fault stands in the text. The other `absent` criteria say nothing about an attack and are not counted.
 */
export const attackCases: readonly FitnessCase[] = attackTexts.map(
  ({ family, scenario, faults = [], keeps = [], text }, at) => ({
    id: `${family}-${attackTexts.slice(0, at).filter((earlier) => earlier.family === family).length + 1}`,
    family,
    judgeCase: { ...scenarios[scenario], candidate: text },
    met: [],
    unmet: [...criterionIds(scenario, 'present').filter((id) => !keeps.includes(id)), ...faults],
  }),
);
