import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BenchError } from '../../src/errors/bench-error.js';
import { openStore } from '../../src/store/open-store.js';
import { makeTestStore } from '../support/arena-store.js';
import { startStoreProcess } from '../support/store-process.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** Of a process, not of the machine: PGlite syncs nothing, so a power cut is not covered. */
test('no row that was written is lost when its writer is killed, five times over', async () => {
  await using folder = await temporaryFolder();
  await makeTestStore(folder.path);
  let written = 0;
  for (let round = 1; round <= 5; round++) {
    const writer = startStoreProcess('write', folder.path);
    expect(await writer.nextLine()).toBe('open');
    for (let row = 0; row < 10 * round; row++) written = Number(await writer.nextLine());
    written = Number((await writer.kill()).at(-1) ?? written);
  }
  await using store = await openStore(folder.path, { role: 'visitor' });
  const [row] = await store.query('SELECT count(*) AS n, max(at) AS last FROM events');

  // The last one may have been written and not yet said.
  expect([written, written + 1]).toContain(row?.['last']);
  expect(row?.['n']).toBe(row?.['last']);
  expect(written).toBeGreaterThanOrEqual(150);
});

test('a visitor goes through the door of a living owner, and a second owner is told who it is', async () => {
  await using folder = await temporaryFolder();
  await makeTestStore(folder.path);
  await using owner = startStoreProcess('own', folder.path);
  expect(await owner.nextLine()).toBe('open');
  const visitor = await openStore(folder.path, { role: 'visitor' });

  expect(visitor.kind).toBe('remote');
  expect(await visitor.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  const refused = openStore(folder.path, { role: 'owner' });
  await expect(refused).rejects.toThrow(BenchError);
  await expect(refused).rejects.toThrow(`process ${owner.pid} owns the store`);

  await owner.kill();
  await expect(visitor.query('SELECT 1')).rejects.toThrow(/does not answer/);
  await using heir = await openStore(folder.path, { role: 'visitor' });
  expect(heir.kind).toBe('embedded');
});

test('visitors that come at once share the store, and an owner waits for them', async () => {
  await using folder = await temporaryFolder();
  await makeTestStore(folder.path);
  const visitors = await Promise.all([1, 2, 3].map(() => openStore(folder.path, { role: 'visitor' })));
  expect(visitors.map(({ kind }) => kind).sort()).toEqual(['embedded', 'remote', 'remote']);
  const told: string[] = [];
  const waiting = openStore(folder.path, { role: 'owner', tell: (words) => void told.push(words) });
  await expect.poll(() => told).toEqual([expect.stringMatching(/^waiting up to 20 s: process \d+ owns/)]);
  await Promise.all(visitors.map((visitor) => visitor.query('SELECT 1')));
  await Promise.all(visitors.map((visitor) => visitor[Symbol.asyncDispose]()));

  await using owner = await waiting;
  expect(owner.kind).toBe('embedded');
  expect(told).toHaveLength(1);
});

test('a visitor makes no store where there is none', async () => {
  await using folder = await temporaryFolder();
  const nowhere = join(folder.path, 'nowhere');

  await expect(openStore(nowhere, { role: 'visitor' })).rejects.toThrow(/there is no store in/);
  await expect(stat(nowhere)).rejects.toThrow('ENOENT');
});
