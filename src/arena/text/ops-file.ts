import * as z from 'zod';
import type { OpsReading } from '../read/read-ops.js';
import { arenaEventSchema, cohortSummarySchema, fileEvent, fileSummary } from './cohort-file.js';
import { isoOf } from '../../lib/iso-time.js';

const text = z.string().nullable();

export const arenaOpsSchema = z.object({
  schema: z.literal('janus-bench/arena-ops'),
  schemaVersion: z.literal(1),
  asOf: text,
  /** Which backend answers, and where it is. */
  store: z.enum(['embedded', 'remote', 'postgres']),
  place: z.string(),
  /** Null: no worker ever was here. */
  lease: z
    .object({
      name: z.string(),
      owner: z.string(),
      acquiredAt: text,
      heartbeatAgeMs: z.number(),
      isExpired: z.boolean(),
    })
    .nullable(),
  executors: z.array(z.object({ id: z.string(), startedAt: text, isLiving: z.boolean() })),
  queue: z.object({
    pending: z.int(),
    running: z.int(),
    returned: z.int(),
    submitted: z.int(),
    oldestAttemptAgeMs: z.number().nullable(),
    evaluationsWaiting: z.int(),
    oldestEvaluationAgeMs: z.number().nullable(),
    quarantined: z.int(),
  }),
  lastCohort: cohortSummarySchema.nullable(),
  nextStartAt: text,
  /** Newest first. */
  events: z.array(arenaEventSchema.extend({ id: z.int(), cohortId: text })),
});

export function toOpsFile(reading: OpsReading) {
  const { lease, queue, lastCohort, events, executors } = reading;
  return {
    schema: 'janus-bench/arena-ops' as const,
    schemaVersion: 1 as const,
    asOf: isoOf(reading.asOfMs),
    store: reading.store,
    place: reading.place,
    lease: lease === undefined ? null : { ...lease, acquiredAt: isoOf(lease.acquiredAt) },
    executors: executors.map((executor) => ({ ...executor, startedAt: isoOf(executor.startedAt) })),
    queue: {
      ...queue.attempts,
      oldestAttemptAgeMs: queue.oldestAttemptAgeMs ?? null,
      evaluationsWaiting: queue.evaluationsWaiting,
      oldestEvaluationAgeMs: queue.oldestEvaluationAgeMs ?? null,
      quarantined: queue.quarantined,
    },
    lastCohort: lastCohort === undefined ? null : fileSummary(lastCohort),
    nextStartAt: isoOf(reading.nextStartAt),
    events: events.map(({ id, cohortId, ...event }) => ({
      id,
      cohortId: cohortId ?? null,
      ...fileEvent(event),
    })),
  };
}
