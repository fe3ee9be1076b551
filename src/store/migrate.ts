import * as z from 'zod';
import { BenchError } from '../errors/bench-error.js';
import type { Database } from './database.js';
import { migrations } from './schema/migrations.js';
import { SqlError } from './sql-error.js';

/** Held to the end of the transaction. Any number will do, as long as every version of this program uses the same. */
const takeTurns = 'SELECT pg_advisory_xact_lock(7411902)';

const uniqueViolation = '23505';

/**
 * Brings a store to this program's version of the schema. Each migration is one transaction together with its row of
 * `schema_migrations`, so several processes may do this at once. Throws BenchError('usage') for a store of a newer version.
 */
export async function migrate(database: Database, steps: readonly string[] = migrations): Promise<void> {
  await database.script(`${takeTurns};
    CREATE TABLE IF NOT EXISTS schema_migrations (version integer PRIMARY KEY, applied_at bigint NOT NULL)`);
  for (;;) {
    const version = await schemaVersion(database);
    if (version > steps.length) throw tooNew(database.place, { version, known: steps.length });
    const step = steps[version];
    if (step === undefined) return;
    await apply(database, { version: version + 1, step });
  }
}

/** Whether the store is of this program's version; for who may not change it. Throws BenchError('usage') if not. */
export async function requireVersion(database: Database): Promise<void> {
  const version = await schemaVersion(database);
  if (version > migrations.length) throw tooNew(database.place, { version, known: migrations.length });
  if (version === migrations.length) return;
  throw new BenchError('usage', `the store at ${database.place} is owned by an older janus-bench`, {
    hint: 'Stop that process, and start it with this version.',
  });
}

/** How many migrations the store has had. */
export async function schemaVersion(database: Database): Promise<number> {
  const rows = await database.query('SELECT coalesce(max(version), 0) AS version FROM schema_migrations');
  return z.tuple([z.object({ version: z.int() })]).parse(rows)[0].version;
}

async function apply(
  database: Database,
  { version, step }: { readonly version: number; readonly step: string },
): Promise<void> {
  try {
    await database.script(`${takeTurns};
      INSERT INTO schema_migrations VALUES (${version}, floor(extract(epoch FROM clock_timestamp()) * 1000));
      ${step}`);
  } catch (problem) {
    // Another process was first; its transaction is over, as we had its turn.
    if (!(problem instanceof SqlError && problem.sqlState === uniqueViolation)) throw problem;
    if ((await schemaVersion(database)) < version) throw problem;
  }
}

function tooNew(place: string, { version, known }: { version: number; known: number }): BenchError {
  return new BenchError(
    'usage',
    `the store at ${place} was written by a newer janus-bench: its schema is version ${version}, this one knows ${known}`,
    { hint: 'Use the newer version of the program, or another store (--store).' },
  );
}
