import { nextStartAt, type PreviousCohort } from '../cadence.js';
import type { OpenCohort, QueuedCohort, StoredAgent, StoredAttempt } from '../tables/tables.js';
import { awaitAttempts } from './await-attempts.js';
import type { CaseSupply } from './case-supply.js';
import { finishIfDecided } from './finish-cohort.js';
import { probeAgents } from './probe-agents.js';
import { reportEvent } from './report-event.js';
import { sleepToStart } from './sleep-to-start.js';
import { startOrder } from './start-order.js';
import { wallMs } from './wall-ms.js';
import type { Leadership, WorkerPorts } from './worker-ports.js';

/** Agents that start further apart than this ran under other conditions. */
const mostSkewMs = 2_000;
const idleMs = 15_000;

/** One cohort after another, until the signal: rejects with its reason. */
export async function runCohorts(
  ports: WorkerPorts,
  supply: CaseSupply,
  leadership: Leadership,
): Promise<never> {
  for (;;) {
    leadership.signal.throwIfAborted();
    await drainRunning(ports, supply, leadership.signal);
    const queued = await queueNext(ports, supply, leadership.signal);
    if (queued !== undefined) await start(ports, queued, leadership);
  }
}

/** Waits for what runs, be it ours or that of the leader before. The next case is fetched meanwhile. */
async function drainRunning(ports: WorkerPorts, supply: CaseSupply, signal: AbortSignal): Promise<void> {
  const { tables, clock } = ports;
  const running = (await tables.cohorts.open()).filter(({ state }) => state === 'running');
  for (const cohort of running) {
    supply.prefetch(signal);
    const attempts = await awaitAttempts(ports, cohort, signal);
    const isDegraded = attempts.some((attempt) => isDisturbed(attempt, cohort));
    await tables.cohorts.drain(cohort.id, wallMs(clock), { isDegraded });
    await reportEvent(ports, {
      level: isDegraded ? 'warning' : 'info',
      kind: 'cohort_drained',
      cohortId: cohort.id,
      data: { case: cohort.caseId, degraded: isDegraded },
    });
    await finishIfDecided(ports, cohort.id);
  }
}

function isDisturbed({ status, startedAt }: StoredAttempt, cohort: OpenCohort): boolean {
  if (status === 'interrupted' || startedAt === undefined) return true;
  return startedAt - (cohort.startedAt ?? startedAt) > mostSkewMs;
}

interface Queued {
  readonly cohort: QueuedCohort;
  readonly previous: PreviousCohort | undefined;
}

/** Undefined: nothing can be queued now, and some time has passed. */
async function queueNext(
  ports: WorkerPorts,
  supply: CaseSupply,
  signal: AbortSignal,
): Promise<Queued | undefined> {
  const { tables, clock, settings, newId } = ports;
  const agents = await tables.agents.enabled();
  if (agents.length === 0) {
    await reportEvent(ports, { level: 'warning', kind: 'no_enabled_agent' });
    await clock.sleep(Math.max(idleMs, settings.startFloorMs), signal);
    return undefined;
  }
  const id = newId('coh');
  const supplied = await supply.take(signal);
  const { caseId, caseVersion, payloadSha256 } = supplied.case;
  await reportEvent(ports, {
    level: 'info',
    kind: 'case_verified',
    cohortId: id,
    data: { case: caseId, version: caseVersion, sha256: payloadSha256 },
  });
  await probeAgents(ports, { agents, cohortId: id }, signal);
  const previous = await tables.cohorts.previous();
  const queuedAt = wallMs(clock);
  const { startFloorMs, scaffold, hosts } = settings;
  const startAt = nextStartAt(previous, { nowMs: queuedAt, floorMs: startFloorMs });
  const cohort = { id, case: supplied.case, scaffold, hostFilter: hosts, queuedAt, startFloorMs };
  await tables.cases.keep(supplied.case, { corpusVersion: supplied.corpusVersion, atMs: queuedAt });
  const isQueued = startAt !== Infinity && (await tables.cohorts.queue({ ...cohort, nextStartAt: startAt }));
  // Another cohort is open: the next look at the store finds it.
  if (!isQueued) return clock.sleep(settings.lookEveryMs, signal).then(() => undefined);
  await reportEvent(ports, {
    level: 'info',
    kind: 'cohort_queued',
    cohortId: id,
    data: { case: caseId, next_start_at: startAt },
  });
  return { cohort: { ...cohort, nextStartAt: startAt }, previous };
}

/** Returns when the cohort runs, or is aborted because nobody is enabled any more. */
async function start(
  ports: WorkerPorts,
  { cohort, previous }: Queued,
  { signal, isHeld }: Leadership,
): Promise<void> {
  const { tables, clock, queue, settings, newId, pace } = ports;
  const notBeforeMs = pace.lastStartMs === undefined ? undefined : pace.lastStartMs + settings.startFloorMs;
  for (;;) {
    await sleepToStart(ports, { nextStartAt: cohort.nextStartAt, previous, notBeforeMs }, signal);
    const agents = await tables.agents.enabled();
    if (agents.length === 0) return abort(ports, cohort.id, 'no_enabled_agent');
    const attempts = startOrder(agents, cohort.id).map((agent) => ({ id: newId('att'), agent }));
    const [atMs, startMs] = [wallMs(clock), clock.nowMs()];
    if (isHeld() && (await tables.cohorts.start(cohort.id, { owner: settings.processId, atMs, attempts }))) {
      pace.lastStartMs = startMs;
      await queue.send(attempts.map((attempt) => attempt.id));
      return started(ports, cohort, agents);
    }
    // The lease is being renewed, or is lost: then the signal ends this.
    await clock.sleep(settings.lookEveryMs, signal);
    const isStillQueued = (await tables.cohorts.open()).some(
      ({ id, state }) => id === cohort.id && state === 'queued',
    );
    if (!isStillQueued) return;
  }
}

function started(ports: WorkerPorts, cohort: QueuedCohort, agents: readonly StoredAgent[]): Promise<void> {
  return reportEvent(ports, {
    level: 'info',
    kind: 'cohort_started',
    cohortId: cohort.id,
    data: { case: cohort.case.caseId, agents: agents.map(({ id }) => id).join(' ') },
  });
}

async function abort(ports: WorkerPorts, id: string, reason: string): Promise<void> {
  await ports.tables.cohorts.abort(id, reason, wallMs(ports.clock));
  await reportEvent(ports, { level: 'alert', kind: 'cohort_aborted', cohortId: id, data: { reason } });
}
