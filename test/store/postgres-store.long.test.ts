import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BenchError } from '../../src/errors/bench-error.js';
import type { Database } from '../../src/store/database.js';
import { schemaVersion } from '../../src/store/migrate.js';
import { openStore } from '../../src/store/open-store.js';
import { StoreUnreachable } from '../../src/store/store-unreachable.js';
import { arenaTablesContract } from '../arena/tables/arena-tables-contract.js';
import { postgresMissing, startPostgres, type RunningPostgres } from '../support/postgres.js';
import { databaseContract } from './database-contract.js';

const name = postgresMissing ?? 'PostgreSQL';

describe.skipIf(postgresMissing !== undefined)(name, () => {
  let server: RunningPostgres;
  let store: Database;
  beforeAll(async () => {
    server = await startPostgres();
    store = await openStore(server.url, { role: 'owner' });
  });
  afterAll(async () => {
    await store[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  test('its kind and place are said', () => {
    expect(store.kind).toBe('postgres');
    expect(store.place).toMatch(/^postgres:\/\/janus@127\.0\.0\.1:\d+\/postgres$/);
  });

  databaseContract(() => store);
  arenaTablesContract(() => store);

  test('several that open an empty database at once migrate it once', async () => {
    const url = server.newDatabase();
    const stores = await Promise.all([1, 2, 3, 4].map(() => openStore(url, { role: 'visitor' })));

    expect(await schemaVersion(stores[0]!)).toBe(1);
    await Promise.all(stores.map((one) => one[Symbol.asyncDispose]()));
  });

  test('two processes that want the lease, over two pools: one has it', async () => {
    await using other = await openStore(server.url, { role: 'owner' });
    const insert = (database: Database, by: number) =>
      database.query(
        `INSERT INTO worker_lease VALUES ('race', $1, 0, 0, 0) ON CONFLICT (name) DO NOTHING RETURNING owner`,
        [String(by)],
      );
    const takes = await Promise.all(
      Array.from({ length: 40 }, (_, by) => insert(by % 2 === 0 ? store : other, by)),
    );

    expect(takes.flat()).toHaveLength(1);
  });

  test('a statement that runs for ever is ended by the server, and its connection is used again', async () => {
    await using short = await openStore(`${server.url}?statement_timeout=200`, { role: 'visitor' });

    await expect(short.query('SELECT pg_sleep(20)')).rejects.toThrow(/statement timeout/);
    expect(await short.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('a server that restarts loses the statements under way, and is found again by the next', async () => {
    await store.script('CREATE TABLE before_restart (n integer); INSERT INTO before_restart VALUES (1)');
    const underWay = store.query('SELECT pg_sleep(20)').catch((problem: unknown) => problem);
    // Several connections, so that idle ones are lost as well.
    await Promise.all(Array.from({ length: 8 }, () => store.query('SELECT pg_sleep(0.1)')));
    const restarted = server.restart(500);
    const waiting = underWay.then(() => store.query('SELECT n FROM before_restart'));

    expect(await underWay).toBeInstanceOf(StoreUnreachable);
    expect(await waiting).toEqual([{ n: 1 }]);
    await restarted;
    expect(await Promise.all(Array.from({ length: 20 }, () => store.query('SELECT 1 AS n')))).toHaveLength(
      20,
    );
  });

  test.each([
    ['no server', 'postgres://janus:secret-of-the-test@127.0.0.1:1/x', /does not answer/],
    ['no address', 'postgres://janus:secret-of-the-test@[', /cannot be read/],
  ])('%s is a usage error at once, without the password', async (_what, url, words) => {
    const problem = await openStore(url, { role: 'visitor' }).catch((cause: unknown) => cause);

    expect(problem).toBeInstanceOf(BenchError);
    expect(String(problem)).toMatch(words);
    expect(JSON.stringify(problem, Object.getOwnPropertyNames(problem))).not.toContain('secret-of-the-test');
  });

  test('a database that is not there is a usage error', async () => {
    await expect(openStore(`${server.url}-nowhere`, { role: 'visitor' })).rejects.toThrow(/no such database/);
  });
});
