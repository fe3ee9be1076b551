import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, PoolClient, QueryResult } from 'pg';
import { BenchError } from '../errors/bench-error.js';
import type { Database, SqlRow } from './database.js';
import { lastRows } from './last-rows.js';
import { isConnectionLoss, postgresProblem } from './postgres-problem.js';

const connections = 10;
const connectMs = 10_000;
const statementMs = 60_000;
/** How long a statement waits for a server that starts anew, and how often it looks. */
const patience = { ms: 15_000, pauseMs: 250 };

const int8 = 20;
const numeric = 1700;

/**
 * A PostgreSQL server, 15 or newer. A resolved statement is as durable as that server's settings make it (by default it
 * survives a power cut). A statement that finds the server gone waits up to 15 s for it; one that loses it midway rejects
 * with StoreUnreachable, as nobody knows whether it took effect. Throws BenchError('usage') where there is no such server.
 */
export async function openPostgres(url: string): Promise<Database> {
  const place = placeOf(url);
  const pool = patientPool(await openPool(url));
  const withClient = async <T>(act: (client: PoolClient) => Promise<T>, waitMs = patience.ms): Promise<T> => {
    try {
      return await onClient(await pool.connected(waitMs), act);
    } catch (cause) {
      if (isConnectionLoss(cause)) pool.distrust();
      throw postgresProblem(cause, { place, url });
    }
  };
  const database: Database = {
    kind: 'postgres',
    place,
    query: async (text, values = []) => {
      // `extended`, so that several statements in one text are refused here as they are elsewhere.
      const query = { text, values: [...values], queryMode: 'extended' };
      return (await withClient((client) => client.query<SqlRow>(query))).rows;
    },
    script: async (text) => {
      // The types say one result; several statements give as many.
      const result: QueryResult<SqlRow> | QueryResult<SqlRow>[] = await withClient((client) =>
        client.query<SqlRow>(text),
      );
      return lastRows([result].flat());
    },
    [Symbol.asyncDispose]: () => pool.end(),
  };
  try {
    await withClient((client) => client.query('SELECT 1'), 0);
  } catch (problem) {
    await pool.end();
    throw problem;
  }
  return database;
}

async function openPool(url: string): Promise<Pool> {
  const pg = await import('pg');
  const types = new pg.default.TypeOverrides();
  types.setTypeParser(int8, Number);
  types.setTypeParser(numeric, Number);
  const pool = new pg.default.Pool({
    connectionString: url,
    types,
    max: connections,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    // The server's own limit comes first; this one is for a server that has vanished.
    query_timeout: statementMs + 10_000,
    idle_in_transaction_session_timeout: statementMs,
    keepAlive: true,
    // Compiling a statement takes longer than any of ours runs.
    options: '-c jit=off',
    fallback_application_name: 'janus-bench',
  });
  // An idle connection was lost: the pool has dropped it, and the next statement makes a new one.
  pool.on('error', () => undefined);
  return pool;
}

interface PatientPool {
  connected(waitMs: number): Promise<PoolClient>;
  /** A connection was lost: those made before are likely to be lost too, whether or not that has been heard. */
  distrust(): void;
  end(): Promise<void>;
}

function patientPool(pool: Pool): PatientPool {
  const madeAt = new WeakMap<PoolClient, number>();
  let trustedFrom = 0;
  pool.on('connect', (client) => madeAt.set(client, performance.now()));
  const connected = async (waitMs: number): Promise<PoolClient> => {
    for (let waitedMs = 0; ; waitedMs += patience.pauseMs) {
      try {
        const client = await pool.connect();
        if ((madeAt.get(client) ?? 0) >= trustedFrom) return client;
        client.release(true);
        waitedMs -= patience.pauseMs;
      } catch (problem) {
        if (waitedMs >= waitMs || !isConnectionLoss(problem)) throw problem;
        await delay(patience.pauseMs);
      }
    }
  };
  return { connected, distrust: () => (trustedFrom = performance.now()), end: () => pool.end() };
}

/** What failed for any reason leaves its connection in an unknown state (inside a transaction, perhaps): it is closed. */
async function onClient<T>(client: PoolClient, act: (client: PoolClient) => Promise<T>): Promise<T> {
  let problem: unknown;
  // While it is in use nobody else listens for its loss; the statement's own rejection tells.
  const ignore = () => undefined;
  client.on('error', ignore);
  try {
    return await act(client);
  } catch (cause) {
    problem = cause;
    throw cause;
  } finally {
    client.removeListener('error', ignore);
    client.release(problem !== undefined);
  }
}

/** Without password and parameters, which may hold one as well. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) {
    throw new BenchError('usage', 'the address of the PostgreSQL store cannot be read', {
      hint: 'It looks like postgres://user:password@host:5432/database.',
    });
  }
  const { protocol, username, host, pathname } = new URL(url);
  return `${protocol}//${username === '' ? '' : `${username}@`}${host}${pathname}`;
}
