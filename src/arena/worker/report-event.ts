import type { ArenaEvent, StoredAttempt } from '../tables/tables.js';
import { wallMs } from './wall-ms.js';
import type { WorkerPorts } from './worker-ports.js';

type WorkerEvent = Omit<ArenaEvent, 'at' | 'source'>;

/** For an event's data: which attempt it is about, as people name it. */
export function namesOf(
  attempt: Pick<StoredAttempt, 'caseId' | 'agent'> | undefined,
): Readonly<Record<string, string>> {
  return attempt === undefined ? {} : { case: attempt.caseId, agent: attempt.agent.id };
}

/** Writes down what happened, and tells whoever watches. */
export async function reportEvent(
  { tables, clock, onEvent }: Pick<WorkerPorts, 'tables' | 'clock' | 'onEvent'>,
  event: WorkerEvent,
): Promise<void> {
  const dated: ArenaEvent = { at: wallMs(clock), source: 'worker', ...event };
  await tables.events.add(dated);
  onEvent(dated);
}
