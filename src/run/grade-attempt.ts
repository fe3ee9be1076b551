import type { Answer, AnswerExchange } from '../graders/answer.js';
import { gradeAnswer, type GradeAnswerInput } from '../graders/grade-answer.js';
import type { Grade, Span } from '../graders/grade.js';
import { answerStartMs } from '../metrics/answer-start.js';
import { promptTexts } from '../suite/messages.js';
import type { FilledTask } from '../suite/task.js';
import type { Outcome } from '../target/exchange.js';
import type { Timeline } from '../target/timeline.js';

export interface GradedAttempt extends Pick<GradeAnswerInput, 'services' | 'signal' | 'standIn'> {
  readonly task: FilledTask;
  readonly outcome: Outcome;
  /** Times as a record keeps them, so that the journal gives the same grade again. */
  readonly exchanges: readonly AnswerExchange[];
}

/** What an attempt comes to, just made or read from its journal. */
export async function gradeAttempt(attempt: GradedAttempt): Promise<Grade> {
  const { task, outcome, exchanges, ...rest } = attempt;
  if (outcome.status !== 'ok') return gradeOfFailure(outcome);
  const answer: Answer = {
    toolsDeclared: task.tools.length > 0,
    promptTexts: promptTexts(task),
    exchanges,
  };
  return gradeAnswer({ answer, graders: task.graders, ...rest });
}

/** An attempt that failed on the wire is a fail of whoever answers for it; no grader is asked. */
function gradeOfFailure(outcome: Exclude<Outcome, { status: 'ok' }>): Grade {
  const nothing = { quality: 0, criteria: [], reason: outcome.detail };
  switch (outcome.status) {
    case 'miner_error':
      return { ...nothing, verdict: 'fail', fault: 'miner', coverage: 1 };
    case 'harness_error':
      return { ...nothing, verdict: 'error', fault: 'harness', coverage: 0 };
    case 'n_a':
      return { ...nothing, verdict: 'n_a', fault: 'task', coverage: 0 };
  }
}

/** The first exchange that is not ok decides; the task stopped there. */
export function outcomeOf(exchanges: readonly { readonly outcome: Outcome }[]): Outcome {
  return exchanges.find(({ outcome }) => outcome.status !== 'ok')?.outcome ?? { status: 'ok' };
}

/** Where the answer starts in the exchange of this index, by what was graded: ms since issue; undefined: there is none. */
export function answerStartOf(
  exchange: { readonly timeline: Timeline; readonly reply: AnswerExchange['reply'] },
  { grade, index, toolsDeclared }: { grade: Grade; index: number; toolsDeclared: boolean },
): number | undefined {
  const spans = grade.criteria.flatMap((criterion): readonly Span[] => criterion.spans);
  return answerStartMs({
    ...exchange,
    spans: spans.filter((span) => span.exchange === index),
    toolsDeclared,
  });
}
