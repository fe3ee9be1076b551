import pLimit from 'p-limit';
import type { Json } from '../lib/json.js';
import { maskRecord } from '../results/redact-record.js';
import { finishAttempt, type PerformedAttempt } from './finish-attempt.js';
import { performAttempt } from './perform-attempt.js';
import type { PlannedAttempt } from './plan.js';
import type { RequestDefaults, RunPorts } from './ports.js';

export interface PerformPlanOptions {
  readonly request: RequestDefaults;
  readonly concurrency: number;
  /** Attempts of this plan that an earlier process finished. */
  readonly alreadyDone: number;
  /** Stop at the first attempt that is not a pass. */
  readonly bail: boolean;
  /** Stop now: what is under way is given up and not recorded. */
  readonly signal: AbortSignal;
}

export interface PerformedPlan {
  /** Ids of what was finished, in the order it was; the records themselves are in the journal. */
  readonly finished: readonly string[];
  readonly ended: 'complete' | 'interrupted' | 'bailed';
}

interface PlanState {
  ended: PerformedPlan['ended'];
  /** The first problem of ours; everything stops for it. */
  failure?: { readonly problem: unknown };
}

/** Graded at once beside the requests; a slow judge may hold up requests only once this many attempts wait for it. */
const gradedAtOnce = 4;
const waitingForGrades = 32;
/** And large ones sooner: so many events may wait at once, whatever a miner sends. */
const waitingEvents = 200_000;

/**
 * Keeps `concurrency` attempts under way (closed loop) until all are done. A slot is free again when the last byte is
 * in: grading and writing go on beside it. Every record is on disk before it is reported.
 */
export async function performPlan(
  plan: readonly PlannedAttempt[],
  ports: RunPorts,
  options: PerformPlanOptions,
): Promise<PerformedPlan> {
  const { concurrency, signal, bail, alreadyDone } = options;
  const stop = new AbortController();
  const stopSignal = AbortSignal.any([signal, stop.signal]);
  const isStopped = () => stopSignal.aborted;
  const slots = pLimit(concurrency);
  const desk = pLimit(gradedAtOnce);
  const finished: string[] = [];
  const finishing = new Set<Promise<void>>();
  let heldEvents = 0;
  const state: PlanState = { ended: 'complete' };

  const fail = (problem: unknown) => {
    state.failure ??= { problem };
    stop.abort();
  };

  const finish = async (performed: PerformedAttempt) => {
    const record = maskRecord(await finishAttempt(performed, ports, stopSignal), ports.secrets);
    if (isStopped()) return;
    await ports.journal.append(record as Json);
    finished.push(record.attemptId);
    const done = alreadyDone + finished.length;
    ports.onEvent({ kind: 'attempt_finished', record, done, total: alreadyDone + plan.length });
    if (bail && record.grade.verdict !== 'pass') {
      state.ended = 'bailed';
      stop.abort();
    }
  };

  const perform = async (attempt: PlannedAttempt): Promise<void> => {
    while (finishing.size >= waitingForGrades || heldEvents > waitingEvents) await Promise.race(finishing);
    if (isStopped()) return;
    ports.onEvent({ kind: 'attempt_started', attemptId: attempt.attemptId });
    const issuedAt = ports.clock.wall();
    const exchanges = await performAttempt(attempt, ports, { request: options.request, signal: stopSignal });
    if (isStopped()) return;
    const events = exchanges.reduce((sum, { exchange }) => sum + exchange.timeline.events.length, 0);
    heldEvents += events;
    const finishingOne = desk(() => finish({ attempt, exchanges, issuedAt }))
      .catch(fail)
      .finally(() => {
        heldEvents -= events;
        finishing.delete(finishingOne);
      });
    finishing.add(finishingOne);
  };

  await Promise.all(plan.map((attempt) => slots(() => perform(attempt)).catch(fail)));
  await Promise.all(finishing);
  if (state.failure !== undefined) throw state.failure.problem;
  return { finished, ended: signal.aborted ? 'interrupted' : state.ended };
}
