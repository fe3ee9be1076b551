import { addUse } from './judge-use.js';
import type { JudgeUse } from './judge-use.js';
import type {
  CriterionVerdict,
  Judge,
  JudgeCase,
  JudgeCriterion,
  JudgeUsage,
  JudgeVerdict,
} from './judge.js';
import type { OpenJudge } from './open-judge.js';
import { combinePreferences } from './pairs/panel-preference.js';
import { qualityOf } from './quality.js';

type Judged = Extract<JudgeVerdict, { kind: 'judged' }>;

/**
 * Several judges as one. Each judges by the full protocol; a criterion is met where more than half of those that decide
 * say so. One judge is itself.
 */
export function openPanel(judges: readonly [OpenJudge, ...OpenJudge[]]): OpenJudge {
  const [only, ...others] = judges;
  if (others.length === 0) return only;
  let faults = 0;
  return {
    members: judges,
    identity: {
      ...only.identity,
      model: judges.map(({ identity }) => identity.model).join(', '),
      url: [...new Set(judges.map(({ identity }) => identity.url))].join(', '),
      panel: judges.map(({ identity: { model, url } }) => ({ model, url })),
    },
    judge: async (judgeCase, signal) => {
      const verdict = await judgeByPanel(judges, judgeCase, signal);
      if (verdict.kind === 'judge_fault') faults++;
      return verdict;
    },
    prefer: async (pair, signal) =>
      combinePreferences(await Promise.all(judges.map((judge) => judge.prefer(pair, signal)))),
    usage: () => ({ ...judges.map((judge) => judge.usage()).reduce(addUsage), faults }),
    problem: async (signal) => {
      const problems = await Promise.all(judges.map((judge) => judge.problem(signal)));
      const at = problems.findIndex((problem) => problem !== undefined);
      return at < 0 ? undefined : `${judges[at]?.identity.model ?? ''}: ${problems[at] ?? ''}`;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(judges.map((judge) => judge[Symbol.asyncDispose]()));
    },
  };
}

async function judgeByPanel(
  judges: readonly Judge[],
  judgeCase: JudgeCase,
  signal: AbortSignal | undefined,
): Promise<JudgeVerdict> {
  const verdicts = await Promise.all(judges.map((judge) => judge.judge(judgeCase, signal)));
  const use = verdicts
    .flatMap((verdict) => verdict.use ?? [])
    .reduce<JudgeUse | undefined>((sum, more) => (sum === undefined ? more : addUse(sum, more)), undefined);
  return { ...combineVerdicts(judgeCase.criteria, verdicts), ...(use === undefined ? {} : { use }) };
}

/**
 * Judges at fault are left out, as long as more than half of the panel remains. One that could not read the candidate
 * though it works finds no criterion met. A tie is not met.
 */
export function combineVerdicts(
  criteria: readonly JudgeCriterion[],
  verdicts: readonly JudgeVerdict[],
): JudgeVerdict {
  const faults = verdicts.flatMap((verdict) => (verdict.kind === 'judge_fault' ? [verdict.reason] : []));
  const deciding = verdicts.length - faults.length;
  if (deciding * 2 <= verdicts.length) {
    const reason = `${faults.length} of ${verdicts.length} judges failed: ${[...new Set(faults)].join('; ')}`;
    return { kind: 'judge_fault', reason };
  }
  const unread = verdicts.flatMap((verdict) => (verdict.kind === 'candidate_fault' ? [verdict.reason] : []));
  if (unread.length * 2 >= deciding)
    return { kind: 'candidate_fault', reason: [...new Set(unread)].join('; ') };
  const judged = verdicts.filter((verdict) => verdict.kind === 'judged');
  const decided = criteria.map(({ id }) => decide(id, judged, deciding));
  return {
    kind: 'judged',
    quality: qualityOf(criteria, decided),
    criteria: decided,
    votes: judged.reduce((sum, { votes }) => sum + votes, 0),
    agreement: judged.reduce((sum, { agreement }) => sum + agreement, 0) / judged.length,
    panel: { asked: verdicts.length, decided: deciding, agreement: ofOneMind(criteria, judged) },
  };
}

/** Reason and evidence are those of the first judge on the winning side. */
function decide(id: string, judged: readonly Judged[], deciding: number): CriterionVerdict {
  const found = judged.flatMap(({ criteria }) => criteria.find((verdict) => verdict.id === id) ?? []);
  const isMet = found.filter(({ met }) => met).length * 2 > deciding;
  const winner = found.find(({ met }) => met === isMet);
  if (winner === undefined) throw new RangeError(`no judge decided criterion ${id}`);
  return winner;
}

function ofOneMind(criteria: readonly JudgeCriterion[], judged: readonly Judged[]): number {
  const agreed = criteria.filter(({ id }) => {
    const sides = judged.map((verdict) => verdict.criteria.find((criterion) => criterion.id === id)?.met);
    return new Set(sides).size === 1;
  });
  return agreed.length / criteria.length;
}

function addUsage(left: JudgeUsage, right: JudgeUsage): JudgeUsage {
  const withVotes = (usage: JudgeUsage) => ({ ...usage, cachedVotes: usage.cachedVotes ?? 0 });
  return {
    ...addUse(withVotes(left), withVotes(right)),
    faults: left.faults + right.faults,
    isBudgetSpent: left.isBudgetSpent === true || right.isBudgetSpent === true,
  };
}
