import { groupBy } from '../../lib/group-by.js';
import type { JudgeCase, JudgeCriterion } from '../judge.js';
import type { LabelItem } from './label-items.js';

/** One case to judge, and which of its criteria answers which items. */
export interface LabelCase {
  readonly judgeCase: JudgeCase;
  readonly itemsById: ReadonlyMap<string, readonly LabelItem[]>;
}

/** As in a suite: a judge is asked no more at once. */
const mostCriteria = 8;

/** Items about one answer are asked together, as a run asks them; a question that several people answered is asked once. */
export function labelCases(items: readonly LabelItem[]): readonly LabelCase[] {
  const byAnswer = groupBy(items, ({ task, reference, candidate }) =>
    JSON.stringify([task, reference, candidate]),
  );
  return [...byAnswer.values()].flatMap((group) => {
    const questions = [...groupBy(group, ({ kind, question }) => JSON.stringify([kind, question])).values()];
    const pages = Math.ceil(questions.length / mostCriteria);
    return Array.from({ length: pages }, (_, page) =>
      caseOf(questions.slice(page * mostCriteria, (page + 1) * mostCriteria)),
    ).flatMap((labelCase) => labelCase ?? []);
  });
}

function caseOf(questions: readonly (readonly LabelItem[])[]): LabelCase | undefined {
  const first = questions[0]?.[0];
  if (first === undefined) return undefined;
  const named = questions.map((items, at) => [`c${at + 1}`, items] as const);
  const { task, reference, candidate } = first;
  const criteria = named.flatMap(([id, [item]]): readonly JudgeCriterion[] =>
    item === undefined ? [] : [{ id, kind: item.kind, question: item.question, weight: 1 }],
  );
  return { judgeCase: { task, reference, candidate, criteria }, itemsById: new Map(named) };
}
