import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import { groupBy } from '../../lib/group-by.js';
import { rngFrom } from '../../lib/rng.js';
import {
  agreedShare,
  agreementIntervals,
  cohenKappa,
  emptyTable,
  plus,
  type YesNoTable,
} from '../../stats/cohen-kappa.js';
import type { Interval } from '../../stats/interval.js';
import type { Judge, JudgeVerdict } from '../judge.js';
import { labelCases, type LabelCase } from './label-cases.js';
import type { LabelItem } from './label-items.js';

/** An item with what the judge said. */
export interface JudgedItem {
  readonly item: LabelItem;
  /** The judge's answer to the question; undefined: it gave none. */
  readonly answer: 'yes' | 'no' | undefined;
  readonly reason: string;
  readonly evidence?: string | undefined;
  /** The first two votes agreed on everything about this answer. */
  readonly isUnanimous: boolean;
}

export interface AgreementReport {
  readonly items: number;
  /** Answers of the judge; the others are left out of all that follows. */
  readonly answered: number;
  readonly tasks: number;
  /** The first rater is the person, the second the judge. */
  readonly table: YesNoTable;
  /** Share of items on which both say the same, 0 to 1; undefined: nothing was answered. */
  readonly agreed: number | undefined;
  readonly agreedInterval: Interval | undefined;
  /** Cohen's kappa, -1 to 1; undefined: both always said the same one word. */
  readonly kappa: number | undefined;
  readonly kappaInterval: Interval | undefined;
  /** The worst first: credit that a person would not give, votes that were of one mind. */
  readonly disagreements: readonly JudgedItem[];
  readonly unanswered: readonly JudgedItem[];
}

export interface AgreementOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Cases under way at once; the judge has its own limit on requests. */
const concurrency = 16;

/** Has a judge answer what people answered, by the protocol of a run. Rejects only with the signal's reason. */
export async function measureAgreement(
  judge: Pick<Judge, 'judge'>,
  items: readonly LabelItem[],
  { signal, onProgress }: AgreementOptions = {},
): Promise<AgreementReport> {
  const cases = labelCases(items);
  const limit = pLimit(concurrency);
  // Every request listens to it: that many listeners are no leak.
  if (signal !== undefined) setMaxListeners(0, signal);
  let done = 0;
  const judged = await Promise.all(
    cases.map((labelCase) =>
      limit(async () => {
        signal?.throwIfAborted();
        const verdict = await judge.judge(labelCase.judgeCase, signal);
        onProgress?.(++done, cases.length);
        return judgedItems(labelCase, verdict);
      }),
    ),
  );
  return agreementReport(judged.flat().toSorted((left, right) => left.item.row - right.item.row));
}

function judgedItems({ itemsById }: LabelCase, verdict: JudgeVerdict): readonly JudgedItem[] {
  return [...itemsById].flatMap(([id, items]) =>
    items.map((item) => ({ item, ...answerOn(id, item, verdict) })),
  );
}

function answerOn(id: string, { kind }: LabelItem, verdict: JudgeVerdict): Omit<JudgedItem, 'item'> {
  if (verdict.kind !== 'judged') return { answer: undefined, reason: verdict.reason, isUnanimous: true };
  const found = verdict.criteria.find((criterion) => criterion.id === id);
  const isUnanimous = verdict.agreement === 1;
  if (found === undefined) return { answer: undefined, reason: 'it has no verdict', isUnanimous };
  const { met, reason, evidence } = found;
  const answer = (kind === 'present') === met ? 'yes' : 'no';
  return { answer, reason, isUnanimous, ...(evidence === undefined ? {} : { evidence: evidence.quote }) };
}

/** Pure: the same items give the same report. Clusters of the intervals are the tasks. */
export function agreementReport(judged: readonly JudgedItem[]): AgreementReport {
  const answered = judged.filter(({ answer }) => answer !== undefined);
  const byTask = [...groupBy(answered, ({ item }) => item.task).values()];
  const tables = byTask.map(tableOf);
  const table = tables.reduce((sum, each) => plus(sum, each), emptyTable);
  const intervals = agreementIntervals(tables, rngFrom('agreement', judged.length));
  return {
    items: judged.length,
    answered: answered.length,
    tasks: byTask.length,
    table,
    agreed: agreedShare(table),
    agreedInterval: intervals.agreed,
    kappa: cohenKappa(table),
    kappaInterval: intervals.kappa,
    disagreements: answered
      .filter(({ item, answer }) => answer !== item.label)
      .toSorted((left, right) => badness(right) - badness(left)),
    unanswered: judged.filter(({ answer }) => answer === undefined),
  };
}

function tableOf(judged: readonly JudgedItem[]): YesNoTable {
  const count = (label: string, said: string) =>
    judged.filter(({ item, answer }) => item.label === label && answer === said).length;
  return {
    bothYes: count('yes', 'yes'),
    firstOnly: count('yes', 'no'),
    secondOnly: count('no', 'yes'),
    bothNo: count('no', 'no'),
  };
}

/** Credit that is not due costs a board more than credit withheld; a judge in two minds knows at least that. */
function badness({ item, answer, isUnanimous }: JudgedItem): number {
  const isCredited = (item.kind === 'present') === (answer === 'yes');
  return (isCredited ? 2 : 0) + (isUnanimous ? 1 : 0);
}
