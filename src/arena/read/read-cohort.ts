import * as z from 'zod';
import type { Database } from '../../store/database.js';
import { readAttempts, type CohortAttempt } from './cohort-attempts.js';
import { objectText, optionalNumber, optionalText, textList } from './columns.js';
import { summaryColumns, summaryJoins, summaryRow, type CohortSummary } from './latest-cohorts.js';

export { latestCohorts, type CohortSummary } from './latest-cohorts.js';
export type { CohortAttempt, CohortCheckpoint, CohortEvaluation } from './cohort-attempts.js';

export interface CohortReading {
  readonly cohort: CohortSummary & {
    readonly payloadSha256: string;
    readonly scaffold: { readonly id: string; readonly version: number; readonly promptSha256: string };
    /** Hosts with commas between; empty: no filter. */
    readonly hostFilter: string;
    readonly hardTimeoutMs: number;
    readonly startFloorMs: number;
  };
  /** Undefined: the case's payload was never kept (it was refused). */
  readonly case: CohortCase | undefined;
  /** In the order in which they started. */
  readonly attempts: readonly CohortAttempt[];
  /** What happened up to the start and after it, oldest first; the first 1 000. */
  readonly sequence: readonly CohortEvent[];
}

export interface CohortCase {
  readonly task: string;
  readonly inputDataJson: string;
  readonly outputSchemaJson: string;
  readonly entrypointUrl: string;
  readonly domain: string;
  readonly host: string;
  readonly payloadSha256: string;
  readonly corpusVersion: string;
  readonly firstFetchedAt: number;
  readonly retiredAt: number | undefined;
}

export interface CohortEvent {
  readonly at: number;
  /** ms after the cohort's start, negative before it; undefined: it has not started. */
  readonly offsetMs: number | undefined;
  readonly level: 'info' | 'warning' | 'alert';
  readonly source: string;
  readonly kind: string;
  readonly attemptId: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

const mostEvents = 1_000;

const cohortRow = summaryRow.extend({
  payloadSha256: z.string(),
  scaffoldId: z.string(),
  scaffoldVersion: z.number(),
  promptSha256: z.string(),
  hostFilter: textList,
  hardTimeoutMs: z.number(),
  startFloorMs: z.number(),
});
const payloadText = z.object({
  task: z.string(),
  input_data: z.unknown(),
  output_schema: z.unknown(),
  entrypoint: z.object({ url: z.string() }),
});
const caseRow = z.object({
  payload: objectText.pipe(payloadText),
  domain: z.string(),
  host: z.string(),
  payloadSha256: z.string(),
  corpusVersion: z.string(),
  firstFetchedAt: z.number(),
  retiredAt: optionalNumber,
});
const eventRow = z.object({
  at: z.number(),
  level: z.enum(['info', 'warning', 'alert']),
  source: z.string(),
  kind: z.string(),
  attemptId: optionalText,
  data: objectText,
});

/** A cohort with everything that is known of it; undefined: there is none of that id. */
export async function readCohort(database: Database, id: string): Promise<CohortReading | undefined> {
  const [row] = z.array(cohortRow).parse(await database.query(cohortById, [id]));
  if (row === undefined) return undefined;
  const { scaffoldId, scaffoldVersion, promptSha256, hostFilter, ...cohort } = row;
  const events = z.array(eventRow).parse(await database.query(eventsOfCohort, [id, mostEvents]));
  return {
    cohort: {
      ...cohort,
      scaffold: { id: scaffoldId, version: scaffoldVersion, promptSha256 },
      hostFilter: hostFilter.join(', '),
    },
    case: await readCase(database, row),
    attempts: await readAttempts(database, id),
    sequence: events.map((event) => ({
      ...event,
      offsetMs: row.startedAt === undefined ? undefined : event.at - row.startedAt,
    })),
  };
}

async function readCase(
  database: Database,
  { caseId, caseVersion }: CohortSummary,
): Promise<CohortCase | undefined> {
  const [row] = z.array(caseRow).parse(await database.query(caseByKey, [caseId, caseVersion]));
  if (row === undefined) return undefined;
  const { payload, ...kept } = row;
  return {
    ...kept,
    task: payload.task,
    inputDataJson: jsonText(payload.input_data),
    outputSchemaJson: jsonText(payload.output_schema),
    entrypointUrl: payload.entrypoint.url,
  };
}

function jsonText(value: unknown): string {
  return JSON.stringify(value ?? null, null, 2);
}

const cohortById = `SELECT ${summaryColumns}, cohort.payload_sha256 AS "payloadSha256", scaffold_id AS "scaffoldId",
    scaffold_version AS "scaffoldVersion", prompt_sha256 AS "promptSha256", host_filter AS "hostFilter",
    hard_timeout_ms AS "hardTimeoutMs", start_floor_ms AS "startFloorMs"
  FROM cohorts AS cohort ${summaryJoins} WHERE cohort.id = $1`;

const caseByKey = `SELECT payload_json AS payload, domain, host, payload_sha256 AS "payloadSha256",
    corpus_version AS "corpusVersion", first_fetched_at AS "firstFetchedAt", retired_at AS "retiredAt"
  FROM cases WHERE case_id = $1 AND case_version = $2`;

const eventsOfCohort = `SELECT at, level, source, kind, attempt_id AS "attemptId", data_json AS data
  FROM events WHERE cohort_id = $1 ORDER BY at, id LIMIT $2`;
