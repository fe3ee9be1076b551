import { specProblems } from '../../graders/index.js';
import type { GraderSpec } from '../../graders/index.js';
import { groupBy } from '../../lib/group-by.js';
import { inert } from '../../lib/inert.js';
import { inTask } from '../draft.js';
import type { Mistake, SuiteDraft, TaskDraft } from '../draft.js';
import { quoted } from '../problem.js';

/** What a grader itself knows to be impossible: bounds that cross, a pattern or schema that does not compile. */
export function* possibleGraders({ tasks }: SuiteDraft): Iterable<Mistake> {
  for (const draft of tasks) {
    const told = new Set<string>();
    for (const { graders } of draft.filled)
      for (const [index, spec] of graders.entries())
        for (const what of specProblems(spec)) {
          const key = `${index} ${what}`;
          if (!told.has(key))
            yield inTask(draft, ['graders', index], { what: inert(what), fix: 'mend the grader' });
          told.add(key);
        }
  }
}

/** SUITES: what only a judge can grade stays small, for without one it is not graded at all. */
const maxJudgeShare = 0.25;

export function* judgeShare({ cardSource, tasks }: SuiteDraft): Iterable<Mistake> {
  for (const [category, own] of groupBy(tasks, (draft) => draft.category)) {
    const shares = own.map(judgedShare);
    const share = shares.reduce((sum, value) => sum + value, 0) / shares.length;
    if (share > maxJudgeShare)
      yield {
        source: cardSource,
        path: ['categories', category],
        at: 'key',
        level: 'warning',
        what: `a judge grades ${Math.round(share * 100)} % of ${quoted(category)}`,
        fix: `keep it to ${maxJudgeShare * 100} %: grade by rule what a rule can grade`,
      };
  }
}

function judgedShare({ filled }: TaskDraft): number {
  const graders = filled[0]?.graders ?? [];
  const total = weightOf(graders);
  return total === 0 ? 0 : weightOf(graders.filter(({ type }) => type === 'judge')) / total;
}

function weightOf(graders: readonly GraderSpec[]): number {
  return graders.reduce((sum, { weight }) => sum + weight, 0);
}
