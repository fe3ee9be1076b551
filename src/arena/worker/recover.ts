import { finishIfDecided } from './finish-cohort.js';
import { reportEvent } from './report-event.js';
import { wallMs } from './wall-ms.js';
import type { WorkerPorts } from './worker-ports.js';

/**
 * What a new holder of the lease does about what it finds. What was begun by a process that lives no more is not begun
 * again: the other agents ran under other conditions. What has returned or was submitted is left to the evaluation loop,
 * and what runs on other machines to its cohort's end.
 *
 * A queued cohort is aborted rather than taken over: nothing of it has run, the next one takes the same case (its turn
 * is counted from starts), and it is then checked with this process's hosts, prompt and agents. Its place in time is
 * kept anyway, as the floor counts from the last start.
 */
export async function recover(ports: WorkerPorts): Promise<void> {
  const { tables, clock, settings } = ports;
  const living = new Set([settings.processId, ...(await ports.livingExecutors())]);
  for (const { id, cohortId, executor } of await tables.attempts.inStatus(['pending', 'running'])) {
    if (executor !== undefined && living.has(executor)) continue;
    if (!(await tables.attempts.interrupt(id, 'harness_crash', wallMs(clock)))) continue;
    await reportEvent(ports, { level: 'warning', kind: 'attempt_interrupted', cohortId, attemptId: id });
  }
  for (const { id, state } of await tables.cohorts.open()) {
    if (state === 'draining') await finishIfDecided(ports, id);
    if (state !== 'queued') continue;
    await tables.cohorts.abort(id, 'leader_gone', wallMs(clock));
    await reportEvent(ports, { level: 'warning', kind: 'cohort_aborted', cohortId: id });
  }
}
