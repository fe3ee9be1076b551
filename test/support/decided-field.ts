import { rngFrom } from '../../src/lib/rng.js';
import type { Database } from '../../src/store/database.js';
import { migrate } from '../../src/store/migrate.js';
import { openPostgres } from '../../src/store/postgres-database.js';
import type { DecidedRow } from './arena-rows.js';
import { openTestStore } from './arena-store.js';
import { postgresMissing, startPostgres, type RunningPostgres } from './postgres.js';

/** What the readers' field of attempts counts back from. */
export const nowMs = Date.UTC(2026, 5, 15, 9, 30);
export const hour = 3_600_000;

/** The stores that can be had here. */
export const backends =
  postgresMissing === undefined ? (['embedded', 'postgres'] as const) : (['embedded'] as const);

/** Empty stores of either kind; PostgreSQL is started with the first that wants it. */
export class EmptyStores implements AsyncDisposable {
  #server: RunningPostgres | undefined;

  async open(kind: (typeof backends)[number]): Promise<Database> {
    if (kind === 'embedded') return openTestStore();
    this.#server ??= await startPostgres();
    const database = await openPostgres(this.#server.newDatabase());
    await migrate(database);
    return database;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server?.[Symbol.asyncDispose]();
  }
}

export const cohortCount = 800;
/** 20 cohorts a day over 40 days back from now, some attempts n_a, some late, two hosts. */
export function decidedField(): DecidedRow[] {
  const rng = rngFrom('read boards');
  return Array.from({ length: cohortCount }, (_, index) =>
    ['a', 'b', 'c'].map((agent): DecidedRow => ({
      agent,
      cohort: `c${index}`,
      host: index % 3 === 0 ? 'other.org' : 'example.org',
      finishedAt: nowMs - Math.floor((index / cohortCount) * 40 * 24) * hour - rng.int(hour),
      verdict: rng.next() < 0.05 ? 'n_a' : rng.next() < 0.8 ? 'pass' : 'fail',
      latencyMs: 5_000 + rng.int(60_000),
      costUsd: rng.next() < 0.1 ? undefined : rng.int(400) / 10_000,
      tokens: 1_000 + rng.int(9_000),
      clean: rng.next() < 0.95,
    })),
  ).flat();
}
