import pLimit from 'p-limit';
import type { Json } from '../lib/json.js';
import { maskRecord } from '../results/redact-record.js';
import { finishAttempt, type PerformedAttempt } from './finish-attempt.js';
import type { Arrival, Pace } from './load-pace.js';
import { performAttempt } from './perform-attempt.js';
import type { PlannedAttempt } from './plan.js';
import type { RequestDefaults, RunPorts } from './ports.js';

export interface PerformPlanOptions {
  readonly request: RequestDefaults;
  /** When attempts begin. */
  readonly pace: Pace;
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
 * Makes the attempts of a plan at its pace. An attempt has ended when its last byte is in: grading and writing go on
 * beside the next ones. Every record is on disk before it is reported.
 */
export async function performPlan(
  plan: readonly PlannedAttempt[],
  ports: RunPorts,
  options: PerformPlanOptions,
): Promise<PerformedPlan> {
  const { pace, signal, bail, alreadyDone } = options;
  const stop = new AbortController();
  const stopSignal = AbortSignal.any([signal, stop.signal]);
  const isStopped = () => stopSignal.aborted;
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

  const beganMs = ports.clock.nowMs();
  const hasRoom = () => finishing.size < waitingForGrades && heldEvents <= waitingEvents;
  const perform = async (attempt: PlannedAttempt, arrival?: Arrival): Promise<void> => {
    // An open loop keeps its schedule whatever the grades do.
    while (arrival === undefined && !hasRoom()) await Promise.race(finishing);
    if (isStopped()) return;
    const nowMs = ports.clock.nowMs();
    ports.onEvent({ kind: 'attempt_started', attemptId: attempt.attemptId });
    const { atMs: scheduledAtMs, dueMs = nowMs - beganMs } = arrival ?? {};
    const issuedAt = new Date(ports.clock.wall().getTime() + Math.max(0, (scheduledAtMs ?? nowMs) - nowMs));
    const { request } = options;
    const exchanges = await performAttempt(attempt, ports, { request, signal: stopSignal, scheduledAtMs });
    if (isStopped()) return;
    const events = exchanges.reduce((sum, { exchange }) => sum + exchange.timeline.events.length, 0);
    heldEvents += events;
    const finishingOne = desk(() => finish({ attempt, exchanges, issuedAt, dueMs }))
      .catch(fail)
      .finally(() => {
        heldEvents -= events;
        finishing.delete(finishingOne);
      });
    finishing.add(finishingOne);
  };

  await pace(plan, (attempt, arrival) => perform(attempt, arrival).catch(fail));
  await Promise.all(finishing);
  if (state.failure !== undefined) throw state.failure.problem;
  return { finished, ended: signal.aborted ? 'interrupted' : state.ended };
}
