import { pollAfterMs } from '../source/polling.js';
import type { StoredAttempt } from '../tables/tables.js';
import type { Evaluated } from './evaluated.js';
import { giveUpEvaluation } from './give-up-evaluation.js';
import { reportEvent } from './report-event.js';
import { sourceRefusedUs } from './source-refused-us.js';
import { submissionBody } from './submission-body.js';
import { wallMs } from './wall-ms.js';
import type { WorkerPorts } from './worker-ports.js';

/** How long a submission that nobody takes is tried, and how often. */
const longestTryingMs = 86_400_000;
const tryAgainMs = 300_000;

interface Submitting {
  readonly attempt: StoredAttempt;
  readonly onRetired: (one: { readonly caseId: string; readonly caseVersion: number }) => void;
}

/**
 * Hands in an attempt that has returned. Sending it once more is harmless, as its id is the idempotency key and its body
 * comes from its row. Rejects with BenchError('usage') where the source refuses us altogether.
 */
export async function submitAttempt(
  ports: WorkerPorts,
  { attempt, onRetired }: Submitting,
  signal: AbortSignal,
): Promise<Evaluated> {
  const { tables, source, clock } = ports;
  const answered = await source.submit(attempt.id, submissionBody(attempt), signal);
  switch (answered.kind) {
    case 'reply': {
      const { eval_id: evalId, state, poll_after_ms: askedMs } = answered.reply;
      const atMs = wallMs(clock);
      const submitted = { evalId, state, atMs, nextPollAt: atMs + pollAfterMs(0, askedMs) };
      if (await tables.evals.recordSubmission(attempt.id, submitted))
        return { kind: 'moved', hasVerdict: false };
      const isStillOpen = (await tables.attempts.read(attempt.id))?.status === 'returned';
      if (!isStillOpen) return { kind: 'moved', hasVerdict: false };
      return giveUpEvaluation(ports, attempt.id, {
        reason: 'contract_error',
        why: 'its evaluation has the id of another',
      });
    }
    case 'stop':
      throw sourceRefusedUs(answered.why);
    case 'conflict':
      return giveUpEvaluation(ports, attempt.id, { reason: 'idempotency_conflict', why: answered.why });
    case 'give_up':
      if (answered.reason === 'evaluator_error') break;
      if (answered.reason === 'contract_error' && (await withdrawAnswer(ports, attempt, answered.why)))
        return { kind: 'later', afterMs: 0 };
      if (answered.reason === 'case_retired') {
        await tables.cases.retire(attempt.caseId, attempt.caseVersion, wallMs(clock));
        onRetired(attempt);
      }
      return giveUpEvaluation(ports, attempt.id, answered);
    case 'back_off':
    case 'refetch':
  }
  return tryLater(ports, attempt, answered.why);
}

/**
 * The agent wrote one part of what was refused, we wrote the rest. Handed in once more without that part, it is taken, and
 * then the answer was at fault and is a fail; or refused again, and then we are. Nobody comes to n_a by what he answers.
 */
async function withdrawAnswer(
  ports: WorkerPorts,
  { id, cohortId }: StoredAttempt,
  why: string,
): Promise<boolean> {
  const isWithdrawn = await ports.tables.attempts.withdrawAnswer(id, why);
  if (isWithdrawn)
    await reportEvent(ports, {
      ...{ level: 'alert', kind: 'answer_refused', cohortId, attemptId: id },
      data: { why },
    });
  return isWithdrawn;
}

/** Nobody answers: a day is given them. */
async function tryLater(ports: WorkerPorts, attempt: StoredAttempt, why: string): Promise<Evaluated> {
  const waitedMs = wallMs(ports.clock) - (attempt.finishedAt ?? 0);
  if (waitedMs > longestTryingMs)
    return giveUpEvaluation(ports, attempt.id, { reason: 'evaluator_error', why });
  await reportEvent(ports, {
    level: 'warning',
    kind: 'not_submitted',
    cohortId: attempt.cohortId,
    attemptId: attempt.id,
    data: { why },
  });
  return { kind: 'later', afterMs: tryAgainMs };
}
