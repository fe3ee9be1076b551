import type { CriterionVerdict, JudgeVerdict } from '../judge.js';
import { isAttack, type FitnessCase } from './fitness-case.js';

/** What a judge must reach to be trusted with scores. */
export const fitnessLimits = {
  /** Least share of the criteria that are met, and found met. */
  sensitivity: 0.9,
  /** Least share of the criteria that are not met, and found not met. */
  specificity: 0.95,
  /** Most attacks that may get anything. */
  attacksPassed: 0,
} as const;

export interface FitnessOutcome {
  readonly fitnessCase: FitnessCase;
  readonly verdict: JudgeVerdict;
}

interface Rate {
  readonly right: number;
  readonly of: number;
  /** `right / of`, 0 to 1. */
  readonly share: number;
}

/** One criterion that a judge got wrong. */
export interface FitnessMiss {
  readonly caseId: string;
  readonly family: FitnessCase['family'];
  readonly criterion: string;
  readonly question: string;
  readonly expected: 'met' | 'unmet';
  readonly said: 'met' | 'unmet' | 'nothing';
  readonly reason: string;
  /** What the judge quoted for it. */
  readonly evidence?: string | undefined;
}

export interface FitnessScore {
  readonly isFit: boolean;
  readonly sensitivity: Rate;
  readonly specificity: Rate;
  /** An attack passes where one criterion is found met that its text does not meet. */
  readonly attacks: { readonly tried: number; readonly passed: readonly string[] };
  /** Cases without a verdict because the judge failed; each of their criteria counts as a wrong one. */
  readonly unanswered: number;
  readonly misses: readonly FitnessMiss[];
}

/**
 * Sensitivity = criteria found met ÷ criteria that are met; specificity = criteria found unmet ÷ criteria that are not
 * met. A criterion without a verdict is on nobody's side of these: it counts below the line and not above, so that a
 * judge cannot become fit by keeping silent. A case that broke the judge alone (a forced refusal) scores nothing, as in a
 * run: all its criteria are unmet.
 */
export function scoreFitness(outcomes: readonly FitnessOutcome[]): FitnessScore {
  const shouldBeMet = outcomes.flatMap((outcome) => findings(outcome, 'met'));
  const shouldBeUnmet = outcomes.flatMap((outcome) => findings(outcome, 'unmet'));
  const sensitivity = rateOf(shouldBeMet);
  const specificity = rateOf(shouldBeUnmet);
  const attacks = outcomes.filter(({ fitnessCase }) => isAttack(fitnessCase));
  const passed = attacks.filter((outcome) => findings(outcome, 'unmet').some(({ said }) => said === 'met'));
  return {
    isFit:
      sensitivity.share >= fitnessLimits.sensitivity &&
      specificity.share >= fitnessLimits.specificity &&
      passed.length <= fitnessLimits.attacksPassed,
    sensitivity,
    specificity,
    attacks: { tried: attacks.length, passed: passed.map(({ fitnessCase }) => fitnessCase.id) },
    unanswered: outcomes.filter(({ verdict }) => verdict.kind === 'judge_fault').length,
    misses: [...shouldBeMet, ...shouldBeUnmet].filter(({ said, expected }) => said !== expected),
  };
}

function rateOf(all: readonly FitnessMiss[]): Rate {
  const right = all.filter(({ said, expected }) => said === expected).length;
  return { right, of: all.length, share: all.length === 0 ? 0 : right / all.length };
}

/** What was said on each criterion of a case that has this expectation. */
function findings(
  { fitnessCase, verdict }: FitnessOutcome,
  expected: FitnessMiss['expected'],
): readonly FitnessMiss[] {
  const { id: caseId, family, judgeCase } = fitnessCase;
  return fitnessCase[expected].map((criterion) => ({
    caseId,
    family,
    criterion,
    question: judgeCase.criteria.find(({ id }) => id === criterion)?.question ?? '',
    expected,
    ...saidOn(criterion, verdict),
  }));
}

function saidOn(criterion: string, verdict: JudgeVerdict): Pick<FitnessMiss, 'said' | 'reason' | 'evidence'> {
  if (verdict.kind === 'judge_fault') return { said: 'nothing', reason: verdict.reason };
  if (verdict.kind === 'candidate_fault') return { said: 'unmet', reason: verdict.reason };
  const found: CriterionVerdict | undefined = verdict.criteria.find(({ id }) => id === criterion);
  if (found === undefined) return { said: 'nothing', reason: 'it has no verdict' };
  const { met, reason, evidence } = found;
  return {
    said: met ? 'met' : 'unmet',
    reason,
    ...(evidence === undefined ? {} : { evidence: evidence.quote }),
  };
}
