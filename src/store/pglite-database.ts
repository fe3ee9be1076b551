import type { PGlite } from '@electric-sql/pglite';
import { diskProblem, errnoOf } from '../lib/disk-problem.js';
import type { Database, SqlRow } from './database.js';
import { lastRows } from './last-rows.js';
import { isSqlState, SqlError } from './sql-error.js';
import { StoreUnreachable } from './store-unreachable.js';

/**
 * PGlite in this process, on a folder of its own or on `memory://`. Whoever calls this for a folder holds its lock: PGlite
 * has none, and two processes on one folder lose rows. A resolved statement survives the death of this process (kill -9),
 * as its bytes are with the operating system; it may not survive a power cut, because PGlite syncs nothing. `copyOf` is what
 * PGlite's `dumpDataDir` gave: a new store starts as its copy.
 */
export async function openPGlite(
  folder: string,
  { copyOf }: { readonly copyOf?: Blob } = {},
): Promise<Database> {
  const pglite = await startPGlite(folder, copyOf);
  const attempt = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (cause) {
      throw pgliteProblem(cause, { folder, isClosed: pglite.closed });
    }
  };
  return {
    kind: 'embedded',
    place: folder,
    query: (text, values = []) => attempt(async () => (await pglite.query<SqlRow>(text, [...values])).rows),
    // A script that fails is rolled back by `transaction`, even if it began one of its own.
    script: (text) =>
      attempt(() => pglite.transaction(async (transaction) => lastRows(await transaction.exec(text)))),
    [Symbol.asyncDispose]: async () => {
      if (!pglite.closed) await pglite.close();
    },
  };
}

async function startPGlite(folder: string, copyOf: Blob | undefined): Promise<PGlite> {
  const { PGlite, types } = await import('@electric-sql/pglite');
  try {
    return await PGlite.create(folder, {
      parsers: { [types.INT8]: Number, [types.NUMERIC]: Number },
      ...(copyOf === undefined ? {} : { loadDataDir: copyOf }),
    });
  } catch (cause) {
    if (errnoOf(cause) !== undefined) throw diskProblem(cause, folder);
    throw new StoreUnreachable(`the store in ${folder} cannot be opened`, {
      hint: 'Another folder makes a new store (--store); this one may be damaged or of another kind.',
      cause,
    });
  }
}

function pgliteProblem(
  cause: unknown,
  { folder, isClosed }: { readonly folder: string; readonly isClosed: boolean },
): unknown {
  const code = errnoOf(cause);
  if (cause instanceof Error && isSqlState(code)) return new SqlError(code, cause.message, cause);
  if (!isClosed) return cause;
  return new StoreUnreachable(`the store in ${folder} is closed`, { hint: 'Open it again.', cause });
}
