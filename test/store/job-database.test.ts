import { expect, test } from 'vitest';
import type { Database, SqlValue } from '../../src/store/database.js';
import { jobDatabaseOf, sqlValueOf } from '../../src/store/job-database.js';

function databaseThat(answer: () => Promise<void>) {
  const asked: (readonly [text: string, values?: readonly SqlValue[]])[] = [];
  const database: Database = {
    kind: 'embedded',
    place: 'nowhere',
    query: async (text, values) => {
      asked.push([text, values ?? []]);
      await answer();
      return [{ id: 1 }];
    },
    script: (text) => {
      asked.push([text.trim()]);
      return Promise.resolve([]);
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  return { asked, database };
}

test.each([
  [undefined, null],
  [null, null],
  [7, 7],
  [false, false],
  ['text', 'text'],
  [new Date(0), '1970-01-01T00:00:00.000Z'],
  [{ a: [1] }, '{"a":[1]}'],
  [['a', null, 'b"\\,{}'], '{"a",NULL,"b\\"\\\\,{}"}'],
  [[], '{}'],
])('%j is handed to the store as %j', (value, expected) => {
  expect(sqlValueOf(value)).toBe(expected);
});

test('a script of pg-boss is one transaction of the store; everything else is a statement', async () => {
  const { asked, database } = databaseThat(() => Promise.resolve());
  const db = jobDatabaseOf(database);

  await db.executeSql('\n  BEGIN;\n  SET LOCAL lock_timeout = 1; SELECT 1;\n  COMMIT;\n', []);
  const { rows } = await db.executeSql('SELECT $1', [['x']]);

  expect(asked).toEqual([['SET LOCAL lock_timeout = 1; SELECT 1;'], ['SELECT $1', ['{"x"}']]]);
  expect(rows).toEqual([{ id: 1 }]);
});

test('closing waits for what is under way, and refuses what comes after', async () => {
  let letGo: () => void = () => undefined;
  const { asked, database } = databaseThat(() => new Promise((resolve) => (letGo = resolve)));
  const db = jobDatabaseOf(database);
  const underWay = db.executeSql('SELECT 1', []);
  let isClosed = false;
  const closing = db.close().then(() => (isClosed = true));

  await expect(db.executeSql('SELECT 2', [])).rejects.toThrow('closed');
  expect(isClosed).toBe(false);
  letGo();
  await Promise.all([underWay, closing]);

  expect(asked).toEqual([['SELECT 1', []]]);
});
