import type { Answer } from '../graders/answer.js';
import type { GraderSpec } from '../graders/index.js';
import { judgedAnswer, judgedTask } from '../graders/judged-answer.js';
import type { JudgedPair } from '../compare/pairwise.js';
import type { PairCase } from '../judge/pairs/pair-case.js';
import { visibleText } from '../judge/visible-text.js';
import type { AttemptRecord } from '../results/attempt-record.js';
import { fromExchangeRecord } from '../results/exchange-record.js';
import { fillTask } from '../suite/fill-task.js';
import { promptTexts } from '../suite/messages.js';
import type { FilledTask, Suite } from '../suite/task.js';

/** Two attempts at the same, of which a judge is to say which is better. */
export type AttemptPair = Pick<JudgedPair, 'attemptId' | 'taskId'> &
  (
    | { readonly kind: 'ask'; readonly pair: PairCase }
    /** Known without a judge. */
    | { readonly kind: 'known'; readonly outcome: JudgedPair['outcome']; readonly reason: string }
  );

export interface PairedRecords {
  readonly base: readonly AttemptRecord[];
  readonly candidate: readonly AttemptRecord[];
}

/** Attempts of judged tasks that both runs have, in the order of the base. */
export function attemptPairs({ base, candidate }: PairedRecords, { tasks }: Suite): readonly AttemptPair[] {
  const judged = new Map(
    tasks
      .filter(({ graders }) => graders.some(({ type }) => type === 'judge'))
      .map((task) => [task.id, task] as const),
  );
  const others = new Map(candidate.map((record) => [record.attemptId, record]));
  return base.flatMap((record): AttemptPair[] => {
    const { attemptId, taskId, variant, nonce } = record;
    const task = judged.get(taskId);
    const other = others.get(attemptId);
    if (task === undefined || other === undefined) return [];
    const isSameQuestion = other.variant === variant && other.nonce === nonce;
    const about = { attemptId, taskId };
    if (!isSameQuestion || task.variants[variant] === undefined)
      return [{ ...about, ...notCounted('the two were not asked the same') }];
    return [{ ...about, ...pairOf([record, other], fillTask(task, variant, nonce)) }];
  });
}

type Known = Extract<AttemptPair, { kind: 'known' }>;
type Decided =
  Pick<Known, 'kind' | 'outcome' | 'reason'> | Pick<Extract<AttemptPair, { kind: 'ask' }>, 'kind' | 'pair'>;

function pairOf([base, candidate]: readonly [AttemptRecord, AttemptRecord], task: FilledTask): Decided {
  const { maxChars, ...asked } = askedOf(task.graders.filter((grader) => grader.type === 'judge'));
  const [first, second] = [answerOf(base, task, maxChars), answerOf(candidate, task, maxChars)];
  if (first.kind === 'unknown') return notCounted(`base: ${first.reason}`);
  if (second.kind === 'unknown') return notCounted(`candidate: ${second.reason}`);
  if (first.kind === 'none' && second.kind === 'none')
    return known('tie', `neither has an answer to judge: ${first.reason}; ${second.reason}`);
  if (first.kind === 'none') return known('win', `the base has no answer to judge: ${first.reason}`);
  if (second.kind === 'none') return known('loss', `the candidate has no answer to judge: ${second.reason}`);
  if (visibleText(first.text).text === visibleText(second.text).text)
    return known('tie', 'both answers are the same');
  const answers = { base: first.text, candidate: second.text };
  return {
    kind: 'ask',
    pair: { task: judgedTask({ promptTexts: promptTexts(task) }), ...asked, ...answers },
  };
}

type JudgeSpec = Extract<GraderSpec, { type: 'judge' }>;

/** A task with several judged criteria sets asks for all of them at once. */
function askedOf(specs: readonly JudgeSpec[]) {
  const criteria = specs.flatMap((spec) => spec.criteria);
  return {
    reference: [...new Set(specs.map(({ reference }) => reference))].join('\n\n'),
    criteria: criteria.map((criterion, at) => ({ ...criterion, id: `${criterion.id}-${at}` })),
    maxChars: Math.min(...specs.map((spec) => spec.maxChars)),
  };
}

type FoundAnswer =
  | { readonly kind: 'text'; readonly text: string }
  /** The miner's fault: it has lost against any answer. */
  | { readonly kind: 'none'; readonly reason: string }
  /** Nobody can say what it would have been. */
  | { readonly kind: 'unknown'; readonly reason: string };

function answerOf(record: AttemptRecord, task: FilledTask, maxChars: number): FoundAnswer {
  const { outcome, masked, exchanges } = record;
  if (outcome.status === 'miner_error') return { kind: 'none', reason: 'the attempt failed' };
  if (outcome.status !== 'ok') return { kind: 'unknown', reason: 'the attempt could not be judged' };
  if (masked === true) return { kind: 'unknown', reason: 'a secret is starred out of it in the journal' };
  const answer: Answer = {
    toolsDeclared: task.tools.length > 0,
    promptTexts: promptTexts(task),
    exchanges: exchanges.map((each) => {
      const { exchange, toolResults } = fromExchangeRecord(each);
      return { reply: exchange.reply, toolResults };
    }),
  };
  const found = judgedAnswer(answer, maxChars);
  return found.kind === 'missing'
    ? { kind: 'none', reason: found.reason }
    : { kind: 'text', text: found.value };
}

function known(outcome: Known['outcome'], reason: string): Decided {
  return { kind: 'known', outcome, reason };
}

function notCounted(reason: string): Decided {
  return known('not_counted', reason);
}
