import * as z from 'zod';
import type { Database } from '../../store/database.js';
import { objectText, optionalNumber, optionalText } from './columns.js';
import { latestCohorts, type CohortSummary } from './latest-cohorts.js';

export interface OpsReading {
  readonly asOfMs: number;
  readonly store: Database['kind'];
  /** Never a password. */
  readonly place: string;
  /** Who may start cohorts; undefined: nobody ever has. */
  readonly lease:
    | {
        readonly name: string;
        readonly owner: string;
        readonly acquiredAt: number;
        readonly heartbeatAgeMs: number;
        readonly isExpired: boolean;
      }
    | undefined;
  /** Processes that perform attempts. */
  readonly executors: readonly {
    readonly id: string;
    readonly startedAt: number;
    readonly isLiving: boolean;
  }[];
  readonly queue: {
    /** Attempts that are not over, by status; 0 where there is none. */
    readonly attempts: Readonly<Record<'pending' | 'running' | 'returned' | 'submitted', number>>;
    readonly oldestAttemptAgeMs: number | undefined;
    /** Submitted, verdict not in yet. */
    readonly evaluationsWaiting: number;
    readonly oldestEvaluationAgeMs: number | undefined;
    /** Set aside, as the case source said what the contract does not know. */
    readonly quarantined: number;
  };
  readonly lastCohort: CohortSummary | undefined;
  /** Of the queued cohort; undefined: none is queued. */
  readonly nextStartAt: number | undefined;
  /** Newest first. */
  readonly events: readonly OpsEvent[];
}

/** Every text of it comes from outside. */
export type OpsEvent = Readonly<z.output<typeof eventRow>>;

const leaseRow = z.object({
  name: z.string(),
  owner: z.string(),
  acquiredAt: z.number(),
  heartbeatAt: z.number(),
  expiresAt: z.number(),
});
const executorRow = z.object({ id: z.string(), startedAt: z.number(), isLiving: z.boolean() });
const queueRow = z.object({
  pending: z.number(),
  running: z.number(),
  returned: z.number(),
  submitted: z.number(),
  oldestAttemptAt: optionalNumber,
  oldestEvaluationAt: optionalNumber,
  quarantined: z.number(),
  nextStartAt: optionalNumber,
});
const eventRow = z.object({
  id: z.number(),
  at: z.number(),
  level: z.enum(['info', 'warning', 'alert']),
  source: z.string(),
  kind: z.string(),
  cohortId: optionalText,
  attemptId: optionalText,
  data: objectText,
});

const mostEvents = 1_000;

/** How the arena is doing. `eventCount`: newest events to show, at most 1 000. */
export async function readOps(
  database: Database,
  { nowMs, eventCount = 50 }: { readonly nowMs: number; readonly eventCount?: number },
): Promise<OpsReading> {
  const now = Math.floor(nowMs);
  const [lease] = z.array(leaseRow).parse(await database.query(newestLease));
  const queue = z.tuple([queueRow]).parse(await database.query(queueDepth))[0];
  const events = await database.query(lastEvents, [Math.min(eventCount, mostEvents)]);
  const ageOf = (at: number | undefined) => (at === undefined ? undefined : Math.max(0, now - at));
  return {
    asOfMs: nowMs,
    store: database.kind,
    place: database.place,
    lease: lease && {
      name: lease.name,
      owner: lease.owner,
      acquiredAt: lease.acquiredAt,
      heartbeatAgeMs: Math.max(0, now - lease.heartbeatAt),
      isExpired: lease.expiresAt <= now,
    },
    executors: z.array(executorRow).parse(await database.query(knownExecutors, [now])),
    queue: {
      attempts: {
        pending: queue.pending,
        running: queue.running,
        returned: queue.returned,
        submitted: queue.submitted,
      },
      oldestAttemptAgeMs: ageOf(queue.oldestAttemptAt),
      evaluationsWaiting: queue.submitted,
      oldestEvaluationAgeMs: ageOf(queue.oldestEvaluationAt),
      quarantined: queue.quarantined,
    },
    lastCohort: (await latestCohorts(database, 1))[0],
    nextStartAt: queue.nextStartAt,
    events: z.array(eventRow).parse(events),
  };
}

/** The arena's own; the leaderboard's schedule may lie in the same store. */
const newestLease = `SELECT name, owner, acquired_at AS "acquiredAt", heartbeat_at AS "heartbeatAt",
    expires_at AS "expiresAt" FROM worker_lease WHERE name = 'arena'`;

const knownExecutors = `SELECT id, started_at AS "startedAt", expires_at > $1 AS "isLiving" FROM executors
  ORDER BY expires_at > $1 DESC, started_at DESC, id LIMIT 100`;

const queueDepth = `WITH waiting AS (
    SELECT status, created_at, finished_at FROM attempts
    WHERE status IN ('pending', 'running', 'returned', 'submitted')
  )
  SELECT count(*) FILTER (WHERE status = 'pending') AS pending, count(*) FILTER (WHERE status = 'running') AS running,
    count(*) FILTER (WHERE status = 'returned') AS returned, count(*) FILTER (WHERE status = 'submitted') AS submitted,
    min(created_at) AS "oldestAttemptAt", min(finished_at) FILTER (WHERE status = 'submitted') AS "oldestEvaluationAt",
    (SELECT count(*) FROM attempts WHERE status = 'eval_unknown') AS quarantined,
    (SELECT next_start_at FROM cohorts WHERE state = 'queued') AS "nextStartAt"
  FROM waiting`;

const lastEvents = `SELECT id, at, level, source, kind, cohort_id AS "cohortId", attempt_id AS "attemptId",
    data_json AS data FROM events ORDER BY at DESC, id DESC LIMIT $1`;
