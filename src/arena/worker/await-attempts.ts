import type { OpenCohort, StoredAttempt } from '../tables/tables.js';
import { namesOf, reportEvent } from './report-event.js';
import { wallMs } from './wall-ms.js';
import type { WorkerPorts } from './worker-ports.js';

/** After its hard timeout an agent has 5 s for what it still sends; then its answer is written down. */
export const graceMs = 5_000;
const writingMs = 10_000;
const sendAgainMs = 10_000;

/**
 * Waits until every attempt of a running cohort is beyond running, wherever it runs, and gives them back. None is waited
 * for longer than its hard timeout, the grace and 10 s, nor for a process that lives no more: those are interrupted.
 */
export async function awaitAttempts(
  ports: WorkerPorts,
  cohort: OpenCohort,
  signal: AbortSignal,
): Promise<readonly StoredAttempt[]> {
  const { tables, clock, bell, queue, settings } = ports;
  const waits = new Deadlines(clock, cohort.hardTimeoutMs + graceMs + writingMs);
  let sendAgainAtMs = clock.nowMs() + sendAgainMs;
  for (;;) {
    const since = bell.rings;
    const attempts = await tables.attempts.ofCohort(cohort.id);
    const open = attempts.filter(({ status }) => status === 'pending' || status === 'running');
    if (open.length === 0) return attempts;
    const lost = await lostOf(ports, open, (attempt) => waits.isOver(attempt));
    for (const attempt of lost) await interrupt(ports, attempt);
    if (lost.length > 0) continue;
    if (clock.nowMs() >= sendAgainAtMs) {
      await queue.send(open.filter(({ status }) => status === 'pending').map(({ id }) => id));
      sendAgainAtMs = clock.nowMs() + sendAgainMs;
    }
    await bell.wait({ since, ms: Math.min(settings.lookEveryMs, waits.leftMs()) }, signal);
  }
}

async function lostOf(
  { livingExecutors, settings }: WorkerPorts,
  open: readonly StoredAttempt[],
  isOver: (attempt: StoredAttempt) => boolean,
): Promise<readonly StoredAttempt[]> {
  const isElsewhere = ({ executor }: StoredAttempt) =>
    executor !== undefined && executor !== settings.processId;
  const living = open.some(isElsewhere) ? await livingExecutors() : [];
  return open.filter(
    (attempt) => isOver(attempt) || (isElsewhere(attempt) && !living.includes(attempt.executor ?? '')),
  );
}

/** A pending one nobody took: that is ours. A running one went down with its process. */
async function interrupt(ports: WorkerPorts, attempt: StoredAttempt): Promise<void> {
  const { id, cohortId, status } = attempt;
  const reason = status === 'pending' ? 'infrastructure' : 'harness_crash';
  if (!(await ports.tables.attempts.interrupt(id, reason, wallMs(ports.clock)))) return;
  const data = { ...namesOf(attempt), reason };
  await reportEvent(ports, { level: 'alert', kind: 'attempt_interrupted', cohortId, attemptId: id, data });
}

/** How long each attempt is waited for, from when it is first seen in its state: no jump of the calendar shortens that. */
class Deadlines {
  readonly #clock: WorkerPorts['clock'];
  readonly #longestMs: number;
  readonly #byAttempt = new Map<string, number>();

  constructor(clock: WorkerPorts['clock'], longestMs: number) {
    this.#clock = clock;
    this.#longestMs = longestMs;
  }

  isOver({ id, status }: StoredAttempt): boolean {
    const nowMs = this.#clock.nowMs();
    const deadlineMs = this.#byAttempt.get(`${id} ${status}`) ?? nowMs + this.#longestMs;
    this.#byAttempt.set(`${id} ${status}`, deadlineMs);
    return nowMs >= deadlineMs;
  }

  /** Until the next one is over, at least 1 ms. */
  leftMs(): number {
    const nowMs = this.#clock.nowMs();
    const ahead = [...this.#byAttempt.values()].filter((deadlineMs) => deadlineMs > nowMs);
    return Math.max(1, Math.min(...ahead) - nowMs);
  }
}
