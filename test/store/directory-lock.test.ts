import { randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tryLockDirectory } from '../../src/store/directory-lock.js';
import type { LockOwner } from '../../src/store/lock-owner.js';
import { processIdentity } from '../../src/store/process-identity.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const door = { url: 'http://127.0.0.1:4711', token: 'secret' };
const me = { role: 'owner', door } as const;

/** Beyond every system's largest process id. */
const nobody = 2 ** 30;

function anOwner(changes: Partial<LockOwner>): LockOwner {
  return { id: randomUUID(), pid: nobody, process: 'x', host: hostname(), role: 'owner', door, ...changes };
}

async function lockedFolder(owner: LockOwner) {
  const folder = await temporaryFolder();
  await writeFile(join(folder.path, 'lock'), JSON.stringify(owner));
  return folder;
}

test('a free folder is ours until we release it, and others learn of us', async () => {
  await using folder = await temporaryFolder();
  const first = await tryLockDirectory(folder.path, me);
  const second = await tryLockDirectory(folder.path, { ...me, role: 'visitor' });

  expect(first.kind).toBe('ours');
  expect(second).toMatchObject({
    kind: 'theirs',
    owner: { pid: process.pid, host: hostname(), role: 'owner', door },
  });
  if (first.kind === 'ours') await first.release();
  expect(await readdir(folder.path)).toEqual([]);
  expect((await tryLockDirectory(folder.path, me)).kind).toBe('ours');
});

test('a late release does not take the lock of a later owner', async () => {
  await using folder = await temporaryFolder();
  const first = await tryLockDirectory(folder.path, me);
  const other = JSON.stringify(anOwner({}));
  await writeFile(join(folder.path, 'lock'), other);
  if (first.kind === 'ours') await first.release();

  expect(await readFile(join(folder.path, 'lock'), 'utf8')).toBe(other);
});

test('of many that find a dead owner’s lock at once, one takes it over', async () => {
  await using folder = await lockedFolder(anOwner({}));

  const tries = await Promise.all(Array.from({ length: 25 }, () => tryLockDirectory(folder.path, me)));

  expect(tries.filter(({ kind }) => kind === 'ours')).toHaveLength(1);
  expect(await readdir(folder.path)).toEqual(['lock']);
});

test('a process that has the dead owner’s id is not its owner', async () => {
  await using folder = await lockedFolder(anOwner({ pid: process.pid, process: 'another boot 1' }));

  expect((await tryLockDirectory(folder.path, me)).kind).toBe('ours');
});

test('who died while taking over is taken over as well', async () => {
  const dead = anOwner({});
  await using folder = await lockedFolder(dead);
  const claim = anOwner({});
  await writeFile(join(folder.path, `lock-after-${dead.id}`), JSON.stringify(claim));

  expect((await tryLockDirectory(folder.path, me)).kind).toBe('ours');
  expect(await readdir(folder.path)).toEqual(['lock']);
});

test('who is alive and taking over is the owner', async () => {
  const dead = anOwner({});
  await using folder = await lockedFolder(dead);
  const claim = anOwner({ pid: process.pid, process: (await processIdentity(process.pid)) ?? '' });
  await writeFile(join(folder.path, `lock-after-${dead.id}`), JSON.stringify(claim));

  expect(await tryLockDirectory(folder.path, me)).toEqual({ kind: 'theirs', owner: claim });
});

test('a lock of another machine is refused, whatever its process is here', async () => {
  await using folder = await lockedFolder(anOwner({ host: 'elsewhere', pid: process.pid }));

  await expect(tryLockDirectory(folder.path, me)).rejects.toMatchObject({
    reason: 'usage',
    message: expect.stringContaining('on elsewhere, another machine') as unknown,
    hint: expect.stringContaining('postgres://') as unknown,
  });
});

test('a process tells itself from any other with its id', async () => {
  expect(await processIdentity(process.pid)).toBe(await processIdentity(process.pid));
  expect(await processIdentity(nobody)).toBeUndefined();
});
