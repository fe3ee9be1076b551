import type { AttemptStatus, StoredAttempt } from '../tables/tables.js';
import type { WorkerPorts } from './worker-ports.js';

const terminal: readonly AttemptStatus[] = ['evaluated', 'interrupted', 'eval_unknown'];

/** draining → done once no attempt of it is open. Harmless at any time, and twice. */
export async function finishIfDecided(
  { tables }: Pick<WorkerPorts, 'tables'>,
  cohortId: string,
): Promise<void> {
  const attempts = await tables.attempts.ofCohort(cohortId);
  if (attempts.every(({ status }) => terminal.includes(status))) await tables.cohorts.finish(cohortId);
}

/** The same for the cohort of an attempt; returns the attempt. */
export async function finishCohortOf(
  ports: Pick<WorkerPorts, 'tables'>,
  attemptId: string,
): Promise<StoredAttempt | undefined> {
  const attempt = await ports.tables.attempts.read(attemptId);
  if (attempt !== undefined) await finishIfDecided(ports, attempt.cohortId);
  return attempt;
}
