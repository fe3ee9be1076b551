import { expect, test } from 'vitest';
import type { Database } from '../../src/store/database.js';
import { SqlError } from '../../src/store/sql-error.js';

/** What holds for `query` and `script` whatever lies behind them. The store is migrated, and shared by these tests. */
export function databaseContract(store: () => Database): void {
  test('whole numbers, decimals, booleans and NULL come back as what they are', async () => {
    const rows = await store().query(
      `SELECT 9007199254740991::bigint AS large, 2.5::numeric AS exact, 0.1::double precision AS inexact,
         count(*) AS n, true AS yes, NULL AS nothing, 'text' AS words, $1::bigint AS time, $2::boolean AS flag`,
      [1_763_788_475_000, false],
    );

    expect(rows).toEqual([
      {
        large: 9_007_199_254_740_991,
        exact: 2.5,
        inexact: 0.1,
        n: 1,
        yes: true,
        nothing: null,
        words: 'text',
        time: 1_763_788_475_000,
        flag: false,
      },
    ]);
  });

  test.each([
    ['quotes', `'"\`;--\\ $1 $$ DROP TABLE agents`],
    ['every kind of character', 'ä漢🂡\u202E\u0001\u007F\r\n\t\u2028'],
    ['one megabyte', 'x'.repeat(1_000_000)],
    ['nothing', ''],
  ])('a text of %s comes back unchanged', async (_what, text) => {
    expect(await store().query('SELECT $1::text AS text', [text])).toEqual([{ text }]);
  });

  test('half of a surrogate pair comes back as the replacement character', async () => {
    expect(await store().query('SELECT $1::text AS text', ['a\uD83Db'])).toEqual([{ text: 'a\uFFFDb' }]);
  });

  test('NUL in a text is refused by the statement alone', async () => {
    await expect(store().query('SELECT $1::text AS text', ['a\0b'])).rejects.toThrow(SqlError);
    expect(await store().query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('many rows go in with one statement and come back in order', async () => {
    const rows = Array.from({ length: 5_000 }, (_, n) => ({ n, text: `row ${n}` }));

    const back = await store().query(
      'SELECT n, text FROM json_to_recordset($1::json) AS given (n integer, text text) ORDER BY n',
      [JSON.stringify(rows)],
    );

    expect(back).toEqual(rows);
  });

  test('a mistake in SQL rejects with its SQLSTATE', async () => {
    await expect(store().query('SELECT * FROM no_such_table')).rejects.toMatchObject({ sqlState: '42P01' });
    await expect(store().query('SELEC')).rejects.toMatchObject({ sqlState: '42601' });
  });

  test('several statements in one query are refused', async () => {
    await expect(store().query('SELECT 1; SELECT 2')).rejects.toThrow(SqlError);
  });

  test('a script gives the rows of its last statement that has any', async () => {
    expect(await store().script('BEGIN; SELECT 1 AS n; SELECT 2 AS n; COMMIT')).toEqual([{ n: 2 }]);
    expect(await store().script('SELECT 3 AS n; CREATE TABLE script_rows (n integer)')).toEqual([{ n: 3 }]);
  });

  test('a script that fails changes nothing, whether or not it begins a transaction of its own', async () => {
    await store().script('CREATE TABLE half_done (n integer)');
    const insert = 'INSERT INTO half_done VALUES (1); SELECT wrong';

    await expect(store().script(insert)).rejects.toMatchObject({ sqlState: '42703' });
    await expect(store().script(`BEGIN; ${insert}; COMMIT`)).rejects.toMatchObject({ sqlState: '42703' });

    expect(await store().query('SELECT count(*) AS n FROM half_done')).toEqual([{ n: 0 }]);
  });

  test('of fifty that insert the same key at once, one succeeds', async () => {
    await store().script('CREATE TABLE claimed (key text PRIMARY KEY, by integer)');

    const tries = await Promise.allSettled(
      Array.from({ length: 50 }, (_, by) =>
        store().query('INSERT INTO claimed VALUES ($1, $2)', ['key', by]),
      ),
    );

    const problems = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(problems).toHaveLength(49);
    expect(problems.every((problem) => problem instanceof SqlError && problem.sqlState === '23505')).toBe(
      true,
    );
  });

  test('of fifty that swap the same value at once, one finds it', async () => {
    await store().script(
      'CREATE TABLE swapped (key text PRIMARY KEY, by integer); INSERT INTO swapped VALUES (1)',
    );

    const found = await Promise.all(
      Array.from({ length: 50 }, (_, by) =>
        store().query('UPDATE swapped SET by = $1 WHERE by IS NULL RETURNING by', [by]),
      ),
    );

    expect(found.flat()).toHaveLength(1);
  });

  test('its place says where it is, and holds no password', () => {
    expect(store().place).not.toBe('');
    expect(store().place).not.toContain('secret-of-the-test');
  });
}
