import type { Grade } from '../graders/grade.js';
import { roundMs } from '../lib/clock.js';
import type { AttemptRecord, ExchangeRecord } from '../results/attempt-record.js';
import { roundedTimeline, toExchangeRecord } from '../results/exchange-record.js';
import { countTokens } from './count-tokens.js';
import { answerStartOf, gradeAttempt, outcomeOf } from './grade-attempt.js';
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
  const outcome = outcomeOf(exchanges.map(({ exchange }) => exchange));
  const grade = await gradeAttempt({
    task: attempt.task,
    outcome,
    exchanges: exchanges.map(({ exchange: { reply, timeline }, toolResults }) => ({
      reply,
      timeline: roundedTimeline(timeline),
      toolResults,
    })),
    services: ports.services,
    signal,
  });
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

async function recordExchanges(
  { attempt: { task }, exchanges }: PerformedAttempt,
  grade: Grade,
  { tokens }: AttemptPorts,
): Promise<ExchangeRecord[]> {
  const toolsDeclared = task.tools.length > 0;
  return Promise.all(
    exchanges.map(async ({ exchange, toolResults }, index) => {
      const counted = await countTokens(exchange, tokens);
      const answerMs = answerStartOf(exchange, { grade, index, toolsDeclared });
      return toExchangeRecord({ exchange, toolResults, counted, answerMs });
    }),
  );
}
