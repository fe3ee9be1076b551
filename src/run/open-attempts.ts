import type { Json } from '../lib/json.js';
import { maskRecord } from '../results/redact-record.js';
import { finishAttempt, type PerformedAttempt } from './finish-attempt.js';
import { openGradingDesk } from './grading-desk.js';
import type { Arrival, Perform } from './load-pace.js';
import { performAttempt } from './perform-attempt.js';
import type { PlannedAttempt } from './plan.js';
import type { RequestDefaults, RunPorts } from './ports.js';
import type { RunStop } from './run-stop.js';

export interface AttemptsOptions {
  readonly request: RequestDefaults;
  /** Attempts that an earlier process finished. */
  readonly alreadyDone: number;
  /** All attempts of the run, as far as it is planned now. */
  readonly total: () => number;
  /** Stop at the first attempt that is not a pass. */
  readonly bail: boolean;
  readonly stop: RunStop;
}

/** The attempts of one run while they are made; when each begins is for a pace to say. */
export interface Attempts {
  /** Resolves when the last byte is in: grading and writing go on beside the next ones. Never rejects: `stop` is told. */
  readonly perform: Perform;
  /** Resolves once all that was performed is graded and on disk. */
  settle(): Promise<void>;
  /** Ids of what was finished, in the order it was; the records themselves are in the journal. */
  readonly finished: readonly string[];
}

/** Begins a run's load: due times are counted from now. Every record is on disk before it is reported. */
export function openAttempts(ports: RunPorts, options: AttemptsOptions): Attempts {
  const { request, alreadyDone, total, bail, stop } = options;
  const isStopped = () => stop.signal.aborted;
  const desk = openGradingDesk();
  const finished: string[] = [];

  const finish = async (performed: PerformedAttempt) => {
    const record = maskRecord(await finishAttempt(performed, ports, stop.signal), ports.secrets);
    if (isStopped()) return;
    await ports.journal.append(record as Json);
    finished.push(record.attemptId);
    const done = alreadyDone + finished.length;
    ports.onEvent({ kind: 'attempt_finished', record, done, total: total() });
    if (bail && record.grade.verdict !== 'pass') stop.bail();
  };

  const beganMs = ports.clock.nowMs();
  const perform = async (attempt: PlannedAttempt, arrival?: Arrival): Promise<void> => {
    // An open loop keeps its schedule whatever the grades do.
    while (arrival === undefined && desk.isFull()) await desk.whenOneIsDone();
    if (isStopped()) return;
    const nowMs = ports.clock.nowMs();
    ports.onEvent({ kind: 'attempt_started', attemptId: attempt.attemptId });
    const { atMs: scheduledAtMs, dueMs = nowMs - beganMs } = arrival ?? {};
    const issuedAt = new Date(ports.clock.wall().getTime() + Math.max(0, (scheduledAtMs ?? nowMs) - nowMs));
    const exchanges = await performAttempt(attempt, ports, { request, signal: stop.signal, scheduledAtMs });
    if (isStopped()) return;
    const events = exchanges.reduce((sum, { exchange }) => sum + exchange.timeline.events.length, 0);
    desk.hand({ events, act: () => finish({ attempt, exchanges, issuedAt, dueMs }), onFault: stop.fail });
  };

  return {
    perform: (attempt, arrival) => perform(attempt, arrival).catch(stop.fail),
    settle: () => desk.settle(),
    finished,
  };
}
