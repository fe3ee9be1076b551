import type PgBoss from 'pg-boss';
import { jobDatabaseOf, type JobDatabase } from './job-database.js';
import type { Database } from './database.js';
import { SqlError } from './sql-error.js';
import { StoreUnreachable } from './store-unreachable.js';

/** Jobs on the store's own database, so that several machines share them. Durable as far as that store is. */
export interface JobQueue extends AsyncDisposable {
  /** Does nothing where it exists. */
  create(name: string, options: QueueOptions): Promise<void>;
  /** One that still waits under the same key is not doubled. Higher `priority` goes first. */
  insert(name: string, jobs: readonly NewJob[]): Promise<void>;
  /** Takes up to `count` jobs, each for this process alone. Throws where the store fails. */
  fetch(name: string, count: number): Promise<readonly Job[]>;
  complete(name: string, ids: readonly string[]): Promise<void>;
  /** Sends an empty job at each time of `cron` in `timeZone`: within a minute, to one machine, if any runs with `schedules`. */
  schedule(name: string, cron: string, timeZone: string): Promise<void>;
}

export interface QueueOptions {
  /** After it a job that was taken counts as failed. */
  readonly expireInSeconds: number;
  /** A job that nobody takes is dropped after it. */
  readonly retentionMinutes: number;
}

export interface NewJob {
  readonly key: string;
  readonly priority: number;
}

export interface Job {
  readonly id: string;
  readonly key: string;
}

export interface JobQueueOptions {
  /** What goes wrong beside a call: maintenance and schedules. */
  readonly onProblem: (problem: unknown) => void;
  /** Whether this process looks after schedules. */
  readonly schedules?: boolean | undefined;
}

/**
 * pg-boss over the store, whatever backend it is. Two processes may start it at once. It looks once a minute for jobs
 * that expired or are done for an hour, and for nothing else. Disposed, it leaves no timer and asks nothing more.
 */
export async function openJobQueue(
  database: Database,
  { onProblem, schedules = false }: JobQueueOptions,
): Promise<JobQueue> {
  const db = jobDatabaseOf(database);
  const boss = await patiently(() => startBoss({ db, onProblem, schedules }));
  return {
    create: (name, options) =>
      patiently(() => boss.createQueue(name, { name, policy: 'short', retryLimit: 0, ...options })),
    insert: async (name, jobs) => {
      await boss.insert(jobs.map((job) => rowOf(name, job)));
    },
    fetch: (name, count) => fetchFrom(boss, { name, count, db }),
    complete: (name, ids) => (ids.length === 0 ? Promise.resolve() : boss.complete(name, [...ids])),
    schedule: (name, cron, tz) => boss.schedule(name, cron, { key: name }, { tz }),
    [Symbol.asyncDispose]: async () => {
      await boss.stop({ graceful: false });
      await db.close();
    },
  };
}

function rowOf(name: string, { key, priority }: NewJob): PgBoss.JobInsert {
  return { name, data: { key }, singletonKey: key, priority };
}

interface Starting {
  readonly db: JobDatabase;
  readonly onProblem: (problem: unknown) => void;
  readonly schedules: boolean;
}

async function startBoss({ db, onProblem, schedules }: Starting): Promise<PgBoss> {
  const { default: Boss } = await import('pg-boss');
  const boss = new Boss({
    db,
    schema: 'pgboss',
    schedule: schedules,
    maintenanceIntervalSeconds: 60,
    archiveCompletedAfterSeconds: 3_600,
    deleteAfterHours: 24,
    cronMonitorIntervalSeconds: 15,
    cronWorkerIntervalSeconds: 2,
  });
  boss.on('error', (problem: unknown) => {
    if (!db.isClosed()) onProblem(problem);
  });
  await boss.start();
  return boss;
}

/**
 * For what makes tables. Two processes that make the same ones at the same moment can block each other (deadlock), or
 * meet at a unique index, as a session that waited for pg-boss's lock does not see at once what was made meanwhile.
 */
async function patiently<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await act();
    } catch (problem) {
      const mayPass = problem instanceof StoreUnreachable || problem instanceof SqlError;
      if (!mayPass || tries === 5) throw problem;
    }
  }
}

interface Fetched {
  readonly name: string;
  readonly count: number;
  readonly db: PgBoss.Db;
}

/** pg-boss takes every failed statement for a lost race and says that there are no jobs; here it is told apart. */
async function fetchFrom(boss: PgBoss, { name, count, db }: Fetched): Promise<readonly Job[]> {
  let failure: { readonly problem: unknown } | undefined;
  const watched: PgBoss.Db = {
    executeSql: async (text, values) => {
      try {
        return await db.executeSql(text, values);
      } catch (problem) {
        failure = { problem };
        throw problem;
      }
    },
  };
  const jobs = await boss.fetch<{ readonly key?: string }>(name, {
    batchSize: count,
    db: watched,
    includeMetadata: true,
    // PGlite's clock stands still for a millisecond: what was sent in it would not be due yet.
    ignoreStartAfter: true,
  });
  if (failure !== undefined) throw failure.problem;
  // The statement chooses by priority, but gives its rows in no order.
  return jobs
    .toSorted((a, b) => b.priority - a.priority)
    .map(({ id, data, singletonKey }) => ({ id, key: data.key ?? singletonKey ?? '' }));
}
