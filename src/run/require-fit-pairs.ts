import { BenchError } from '../errors/bench-error.js';
import { checkPairs, type PairReport } from '../judge/pairs/check-pairs.js';
import { pairLimits, type PairScore } from '../judge/pairs/score-pairs.js';
import type { OpenJudge } from '../judge/open-judge.js';
import { inert } from '../lib/inert.js';
import { formatShare } from '../lib/quantity.js';
import type { PairFitness } from '../compare/pairwise.js';
import { spentBeforePassing } from './spent-budget.js';

/** The battery of pairs before the first pair. Throws BenchError('invalid') on a judge that does not pass it. */
export async function requireFitPairs(judge: OpenJudge, signal: AbortSignal): Promise<PairFitness> {
  const report = await checkPairs(judge, { signal });
  if (report.isFit) return pairFacts(report);
  if (judge.usage().isBudgetSpent === true) throw spentBeforePassing('the battery of pairs');
  const unfit = report.members?.filter(({ isFit }) => !isFit) ?? [];
  const named = unfit.length > 0 ? unfit : [{ ...judge.identity, ...report }];
  const texts = named.map(
    (each) =>
      `the judge ${inert(each.model, 80)} at ${inert(each.url, 120)} is not fit to compare answers: ${scoreText(each)}`,
  );
  throw new BenchError('invalid', texts.join('; '), {
    hint: 'Take another model. Nothing is compared by a judge that fails clear pairs; docs/judging.md says which.',
  });
}

function pairFacts({ battery, members, ...report }: PairReport): PairFitness {
  return {
    ...measuresOf(report),
    battery,
    ...(members === undefined
      ? {}
      : { members: members.map(({ model, url, ...member }) => ({ model, url, ...measuresOf(member) })) }),
  };
}

function measuresOf({ isFit, right, consistent, attacks, unanswered, missed }: PairScore) {
  return {
    ...{ isFit, right, consistent, unanswered, missed },
    attacks: { tried: attacks.tried, passed: attacks.passed.length },
  };
}

function scoreText({ right, reversed, attacks, consistent, unanswered }: PairScore): string {
  return [
    `right ${formatShare(right)} (needed ${formatShare(pairLimits.right)})`,
    `wrong answers preferred ${reversed.length} (allowed ${pairLimits.reversed})`,
    `attacks preferred ${attacks.passed.length} of ${attacks.tried} (allowed ${pairLimits.attacksPassed})`,
    `the same in both orders ${formatShare(consistent)}`,
    ...(unanswered === 0 ? [] : [`pairs without a verdict ${unanswered}`]),
  ].join(', ');
}
