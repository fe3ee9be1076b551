import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { BenchError } from '../../src/errors/bench-error.js';
import { migrate, schemaVersion } from '../../src/store/migrate.js';
import type { Database } from '../../src/store/database.js';
import { openTestStore } from '../support/arena-store.js';

let store: Database;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store[Symbol.asyncDispose]());
beforeEach(() => store.script('DROP SCHEMA public CASCADE; CREATE SCHEMA public'));

test('a migrated store has every migration once, however often it is asked', async () => {
  await migrate(store);
  await migrate(store);

  expect(await schemaVersion(store)).toBe(1);
  expect(await store.query('SELECT count(*) AS n FROM agents')).toEqual([{ n: 0 }]);
});

test('several callers at once apply each migration once', async () => {
  const steps = ['CREATE TABLE one (n integer)', 'CREATE TABLE two (n integer); INSERT INTO one VALUES (1)'];
  await Promise.all([1, 2, 3, 4].map(() => migrate(store, steps)));

  expect(await store.query('SELECT n FROM one')).toEqual([{ n: 1 }]);
});

test('a migration that fails leaves nothing behind', async () => {
  const steps = ['CREATE TABLE one (n integer)', 'CREATE TABLE two (n integer); SELECT wrong'];

  await expect(migrate(store, steps)).rejects.toThrow('column "wrong" does not exist');
  expect(await schemaVersion(store)).toBe(1);
  await expect(store.query('SELECT * FROM two')).rejects.toThrow('relation "two" does not exist');
});

test('a store of a newer version is refused, with what to do', async () => {
  await migrate(store, ['CREATE TABLE one (n integer)', 'CREATE TABLE two (n integer)']);

  const refused = migrate(store, ['CREATE TABLE one (n integer)']);

  await expect(refused).rejects.toThrow(BenchError);
  await expect(refused).rejects.toThrow(/newer janus-bench: its schema is version 2, this one knows 1/);
});
