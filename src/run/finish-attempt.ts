import type { Answer } from '../graders/answer.js';
import type { Grade, Span } from '../graders/grade.js';
import { gradeAnswer } from '../graders/grade-answer.js';
import { roundMs } from '../lib/clock.js';
import { answerStartMs } from '../metrics/answer-start.js';
import type { AttemptRecord, ExchangeRecord } from '../results/attempt-record.js';
import { toExchangeRecord } from '../results/exchange-record.js';
import type { Outcome } from '../target/exchange.js';
import { countTokens } from './count-tokens.js';
import type { PerformedExchange } from './perform-attempt.js';
import type { PlannedAttempt } from './plan.js';
import type { AttemptPorts } from './ports.js';

export interface PerformedAttempt {
  readonly attempt: PlannedAttempt;
  readonly exchanges: readonly PerformedExchange[];
  readonly issuedAt: Date;
  /** When it was due, ms since the load began. */
  readonly dueMs: number;
}

/** Grades what came back, counts its tokens and makes it the line that the journal keeps. */
export async function finishAttempt(
  performed: PerformedAttempt,
  ports: AttemptPorts,
  signal: AbortSignal,
): Promise<AttemptRecord> {
  const { attempt, exchanges, issuedAt, dueMs } = performed;
  const outcome = outcomeOf(exchanges);
  const grade = outcome.status === 'ok' ? await gradeOk(performed, ports, signal) : gradeOfFailure(outcome);
  return {
    schema: 'janus-bench/attempt',
    schemaVersion: 1,
    attemptId: attempt.attemptId,
    taskId: attempt.task.id,
    repeat: attempt.repeat,
    variant: attempt.task.variant,
    nonce: attempt.task.nonce,
    issuedAt: issuedAt.toISOString(),
    dueMs: roundMs(dueMs),
    outcome,
    exchanges: await recordExchanges(performed, grade, ports),
    grade,
  };
}

/** The first exchange that is not ok decides; the task stopped there. */
export function outcomeOf(exchanges: readonly PerformedExchange[]): Outcome {
  return (
    exchanges.find(({ exchange }) => exchange.outcome.status !== 'ok')?.exchange.outcome ?? { status: 'ok' }
  );
}

async function gradeOk(
  { attempt: { task }, exchanges }: PerformedAttempt,
  { services }: AttemptPorts,
  signal: AbortSignal,
): Promise<Grade> {
  const answer: Answer = {
    toolsDeclared: task.tools.length > 0,
    promptTexts: [task.system, ...task.turns].filter((text) => text !== undefined),
    exchanges: exchanges.map(({ exchange, toolResults }) => ({
      reply: exchange.reply,
      timeline: exchange.timeline,
      toolResults,
    })),
  };
  return gradeAnswer({ answer, graders: task.graders, services, signal });
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

async function recordExchanges(
  { attempt: { task }, exchanges }: PerformedAttempt,
  grade: Grade,
  { tokens }: AttemptPorts,
): Promise<ExchangeRecord[]> {
  const spans = grade.criteria.flatMap((criterion) => criterion.spans);
  return Promise.all(
    exchanges.map(async ({ exchange, toolResults }, index) => {
      const counted = await countTokens(exchange, tokens);
      const answerMs = answerStartMs({
        timeline: exchange.timeline,
        reply: exchange.reply,
        spans: spansOf(spans, index),
        toolsDeclared: task.tools.length > 0,
      });
      return toExchangeRecord({ exchange, toolResults, counted, answerMs });
    }),
  );
}

function spansOf(spans: readonly Span[], exchange: number): readonly Span[] {
  return spans.filter((span) => span.exchange === exchange);
}
