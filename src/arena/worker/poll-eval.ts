import { verdictOf } from '../source/verdict-of.js';
import type { EvalDetail } from '../source/contract.js';
import type { OpenEval, StoredAttempt } from '../tables/tables.js';
import type { Evaluated } from './evaluated.js';
import { finishCohortOf } from './finish-cohort.js';
import { giveUpEvaluation } from './give-up-evaluation.js';
import { nextPollAt } from './next-poll-at.js';
import { namesOf, reportEvent } from './report-event.js';
import { sourceRefusedUs } from './source-refused-us.js';
import { wallMs } from './wall-ms.js';
import type { WorkerPorts } from './worker-ports.js';

/**
 * Asks once for an evaluation and writes down what it says: a verdict, or when to ask again. After a day without one the
 * attempt is n_a; a word that the contract does not know, or another attempt's evaluation, is quarantined. Rejects with
 * BenchError('usage') where the source refuses us altogether.
 */
export async function pollEval(ports: WorkerPorts, open: OpenEval, signal: AbortSignal): Promise<Evaluated> {
  const answered = await ports.source.readEval(open.evalId, signal);
  switch (answered.kind) {
    case 'reply':
      return read(ports, open, answered.reply);
    case 'stop':
      throw sourceRefusedUs(answered.why);
    case 'conflict':
      return giveUpEvaluation(ports, open.attemptId, { reason: 'contract_error', why: answered.why });
    case 'give_up':
      if (answered.reason !== 'evaluator_error') return giveUpEvaluation(ports, open.attemptId, answered);
      break;
    case 'back_off':
    case 'refetch':
  }
  return wait(ports, open, { state: 'unanswered', askedMs: undefined });
}

async function read(ports: WorkerPorts, open: OpenEval, detail: EvalDetail): Promise<Evaluated> {
  const { tables, clock } = ports;
  if (detail.attempt_id !== open.attemptId || detail.eval_id !== open.evalId)
    return quarantine(ports, open, { detail, what: 'the evaluation of another attempt' });
  const judged = verdictOf(detail);
  switch (judged.kind) {
    case 'waiting':
      return wait(ports, open, { state: detail.state, askedMs: detail.poll_after_ms });
    case 'unknown':
      return quarantine(ports, open, { detail, what: judged.what });
    case 'decided': {
      const { verdict, reasonCode } = judged;
      const isFirst = await tables.evals.recordVerdict(
        open.attemptId,
        { detail, verdict, reasonCode },
        wallMs(clock),
      );
      const attempt = await finishCohortOf(ports, open.attemptId);
      if (isFirst && attempt !== undefined) show(ports, attempt, judged);
      return { kind: 'moved', hasVerdict: isFirst };
    }
  }
}

/** For whoever watches; the store has the verdict itself, so it is no event there. */
function show(
  { clock, onEvent }: WorkerPorts,
  attempt: StoredAttempt,
  { verdict, reasonCode }: { readonly verdict: string; readonly reasonCode: string | undefined },
): void {
  const { id, cohortId, result } = attempt;
  onEvent({
    ...{ at: wallMs(clock), level: 'info', source: 'worker', kind: 'attempt_evaluated', cohortId },
    attemptId: id,
    data: {
      ...namesOf(attempt),
      verdict,
      ...(reasonCode === undefined ? {} : { reason: reasonCode }),
      ...(result === undefined ? {} : { latency_ms: Math.round(result.latencyMs) }),
    },
  });
}

async function wait(
  ports: WorkerPorts,
  open: OpenEval,
  { state, askedMs }: { readonly state: string; readonly askedMs: number | null | undefined },
): Promise<Evaluated> {
  const at = nextPollAt(open, { nowMs: wallMs(ports.clock), askedMs });
  if (at === undefined)
    return giveUpEvaluation(ports, open.attemptId, {
      reason: 'evaluator_error',
      why: 'a day without a verdict',
    });
  await ports.tables.evals.recordPoll(open.evalId, state, at);
  return { kind: 'moved', hasVerdict: false };
}

async function quarantine(
  ports: WorkerPorts,
  { attemptId }: OpenEval,
  { detail, what }: { readonly detail: EvalDetail; readonly what: string },
): Promise<Evaluated> {
  await ports.tables.evals.quarantine(attemptId, detail, what, wallMs(ports.clock));
  const attempt = await finishCohortOf(ports, attemptId);
  const data = { ...namesOf(attempt), what };
  const about = { cohortId: attempt?.cohortId, attemptId };
  await reportEvent(ports, { level: 'alert', kind: 'evaluation_unknown', ...about, data });
  return { kind: 'moved', hasVerdict: false };
}
