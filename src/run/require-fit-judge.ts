import { BenchError } from '../errors/bench-error.js';
import { checkFitness, type FitnessReport } from '../judge/fitness/check-fitness.js';
import { fitnessBattery } from '../judge/fitness/battery.js';
import { fitnessLimits, type FitnessScore } from '../judge/fitness/score-fitness.js';
import type { Judge } from '../judge/judge.js';
import { inert } from '../lib/inert.js';
import { formatShare } from '../lib/quantity.js';
import type { JudgeFitness } from '../results/judge-fitness.js';
import type { PlannedAttempt } from './plan.js';
import type { OnRunEvent } from './run-event.js';
import type { Settings } from './settings.js';
import { spentBeforePassing } from './spent-budget.js';

export interface FitJudgeOptions {
  readonly settings: Pick<Settings, 'judgeUnfit'>;
  readonly onEvent: OnRunEvent;
  readonly signal: AbortSignal;
}

/** The fitness of the judge of a run; null: there is nothing to judge, so nothing is asked. Throws as `requireFitJudge` does. */
export async function fitnessForPlan(
  judge: Judge | undefined,
  plan: readonly PlannedAttempt[],
  options: FitJudgeOptions,
): Promise<JudgeFitness | null> {
  const isJudged = plan.some(({ task }) => task.graders.some(({ type }) => type === 'judge'));
  return judge === undefined || !isJudged ? null : requireFitJudge(judge, options);
}

/**
 * The battery before the first answer. Throws BenchError('invalid') on a judge that does not pass it: nothing may be scored
 * by that judge. With `--judge-unfit warn` it judges all the same, and the result says so.
 */
export async function requireFitJudge(
  judge: Judge,
  { settings, onEvent, signal }: FitJudgeOptions,
): Promise<JudgeFitness> {
  const { url } = judge.identity;
  onEvent({ kind: 'judge_check', url, cases: fitnessBattery.cases.length });
  const report = await checkFitness(judge, { signal });
  if (!report.isFit && judge.usage().isBudgetSpent === true) throw spentBeforePassing('the fitness battery');
  const fitness = fitnessFacts(report);
  onEvent({ kind: 'judge_checked', url, fitness });
  if (report.isFit) return fitness;
  const message = unfitText(report, url);
  if (settings.judgeUnfit !== 'warn') {
    throw new BenchError('invalid', message, {
      hint: 'janus-bench judge check shows the cases it got wrong. Take another model, or --judge-unfit warn for a run of your own.',
    });
  }
  onEvent({ kind: 'warning', message: `${message}; --judge-unfit warn lets it judge all the same` });
  return fitness;
}

/** Names every judge that did not pass; of a panel in which each did alone, the panel. */
function unfitText(report: FitnessReport, url: string): string {
  const unfit = (report.members ?? []).filter(({ isFit }) => !isFit);
  if (unfit.length === 0) return `the judge at ${url} is not fit to judge: ${fitnessText(report)}`;
  return unfit
    .map((member) => {
      const name = `${inert(member.model, 80)} at ${inert(member.url, 120)}`;
      return `the judge ${name}, of the panel, is not fit to judge: ${fitnessText(member)}`;
    })
    .join('; ');
}

/** As journal and result keep it. */
export function fitnessFacts({ battery, members, ...report }: FitnessReport): JudgeFitness {
  return {
    ...measuresOf(report),
    battery,
    ...(members === undefined
      ? {}
      : { members: members.map(({ model, url, ...member }) => ({ model, url, ...measuresOf(member) })) }),
  };
}

function measuresOf({ isFit, sensitivity, specificity, attacks, unanswered, misses }: FitnessScore) {
  return {
    isFit,
    sensitivity: sensitivity.share,
    specificity: specificity.share,
    attacks: { tried: attacks.tried, passed: attacks.passed.length },
    unanswered,
    missed: [...new Set(misses.map(({ caseId }) => caseId))],
  };
}

/** Each limit with what was reached. */
export function fitnessText({ sensitivity, specificity, attacks, unanswered }: FitnessScore): string {
  const { sensitivity: leastSensitivity, specificity: leastSpecificity, attacksPassed } = fitnessLimits;
  return [
    `sensitivity ${formatShare(sensitivity.share)} (needed ${formatShare(leastSensitivity)})`,
    `specificity ${formatShare(specificity.share)} (needed ${formatShare(leastSpecificity)})`,
    `attacks passed ${attacks.passed.length} of ${attacks.tried} (allowed ${attacksPassed})`,
    ...(unanswered === 0 ? [] : [`cases without a verdict ${unanswered}`]),
  ].join(', ');
}
