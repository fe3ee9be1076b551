import type { Evaluated } from './evaluated.js';
import { finishCohortOf } from './finish-cohort.js';
import { namesOf, reportEvent } from './report-event.js';
import { wallMs } from './wall-ms.js';
import type { WorkerPorts } from './worker-ports.js';

/** n_a for want of an evaluation that will ever come; someone should look. */
export async function giveUpEvaluation(
  ports: WorkerPorts,
  attemptId: string,
  { reason, why }: { readonly reason: string; readonly why: string },
): Promise<Evaluated> {
  const isOurs = await ports.tables.evals.giveUp(attemptId, reason, wallMs(ports.clock));
  const attempt = await finishCohortOf(ports, attemptId);
  const data = { ...namesOf(attempt), reason, why };
  const about = { cohortId: attempt?.cohortId, attemptId };
  await reportEvent(ports, { level: 'alert', kind: 'evaluation_given_up', ...about, data });
  return { kind: 'moved', hasVerdict: isOurs };
}
