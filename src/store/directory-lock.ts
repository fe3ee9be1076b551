import { randomUUID } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { BenchError } from '../errors/bench-error.js';
import { diskProblem, errnoOf } from '../lib/disk-problem.js';
import { inert } from '../lib/inert.js';
import { readLockOwner, stateOfOwner, type LockOwner } from './lock-owner.js';
import { processIdentity } from './process-identity.js';

export type LockTry =
  | { readonly kind: 'ours'; readonly release: () => Promise<void> }
  | { readonly kind: 'theirs'; readonly owner: LockOwner };

/**
 * Tries to make this process the owner of a store's folder, for as long as it lives. The lock is the file `lock`, which
 * appears whole or not at all. A dead owner's lock is taken over, by exactly one of those that try: who takes over from
 * a holder must first create the one file that is named after that holding, and then renames it over the lock.
 * Throws BenchError('usage') where the owner is on another machine: nobody can tell from here whether it lives.
 */
export async function tryLockDirectory(
  folder: string,
  by: Pick<LockOwner, 'role' | 'door'>,
): Promise<LockTry> {
  const path = join(folder, 'lock');
  const me = await thisProcess(by);
  const holder = await hold(path, me);
  if (holder !== undefined) return { kind: 'theirs', owner: holder };
  return {
    kind: 'ours',
    release: async () => {
      const current = await readLockOwner(path);
      if (typeof current === 'object' && current.id === me.id) await rm(path, { force: true });
    },
  };
}

async function thisProcess({
  role,
  door: { url, token },
}: Pick<LockOwner, 'role' | 'door'>): Promise<LockOwner> {
  const { pid } = process;
  const identity = (await processIdentity(pid)) ?? '';
  return { id: randomUUID(), pid, process: identity, host: hostname(), role, door: { url, token } };
}

/** Undefined: we hold it now. Else the living holder. */
async function hold(path: string, me: LockOwner): Promise<LockOwner | undefined> {
  for (let unreadable = 0; ;) {
    if (await createWhole(path, me)) return undefined;
    const holder = await readLockOwner(path);
    if (holder === undefined) continue;
    if (holder === 'unreadable') {
      if ((unreadable += 1) > 20) throw notALock(path);
      await delay(50);
      continue;
    }
    const state = await stateOfOwner(holder);
    if (state === 'elsewhere') throw ownedElsewhere(path, holder);
    if (state === 'living') return holder;
    const successor = await succeed(path, { dead: holder, me });
    if (successor !== 'retry') return successor;
  }
}

/**
 * Takes `path` over from a dead holder. Only the one holder of the claim named after that holding may replace it, so
 * whoever was slow, and claims after `path` has changed hands, sees that and withdraws. A claim may be left by the dead
 * too: it is taken over in the same way.
 */
async function succeed(
  path: string,
  { dead, me }: { readonly dead: LockOwner; readonly me: LockOwner },
): Promise<LockOwner | undefined | 'retry'> {
  const claim = join(dirname(path), `lock-after-${dead.id}`);
  const rival = await hold(claim, me);
  if (rival !== undefined) return rival;
  const current = await readLockOwner(path);
  if (typeof current === 'object' && current.id === dead.id) {
    await rename(claim, path);
    return undefined;
  }
  await rm(claim, { force: true });
  return 'retry';
}

/** False: there is such a file already. A hard link makes a whole file appear under a name that was free. */
async function createWhole(path: string, owner: LockOwner): Promise<boolean> {
  const text = JSON.stringify(owner);
  const beside = join(dirname(path), `lock-${randomUUID()}.tmp`);
  try {
    await writeNew(beside, text);
    await link(beside, path).catch(async (cause: unknown) => {
      if (!lacksLinks.has(errnoOf(cause) ?? '')) throw cause;
      // Not whole at once, so readers give what they cannot read a second.
      await writeNew(path, text);
    });
    return true;
  } catch (cause) {
    if (errnoOf(cause) === 'EEXIST') return false;
    throw diskProblem(cause, path);
  } finally {
    await rm(beside, { force: true });
  }
}

const lacksLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

async function writeNew(path: string, text: string): Promise<void> {
  // The token in it opens the store: nobody else may read it.
  await using file = await open(path, 'wx', 0o600);
  await file.writeFile(text);
}

function ownedElsewhere(path: string, { host, pid }: LockOwner): BenchError {
  return new BenchError(
    'usage',
    `the store in ${dirname(path)} is owned by process ${pid} on ${inert(host)}, another machine`,
    {
      hint: `An embedded store serves one machine: use --store postgres://… for several. If that process is gone for good, remove ${path}.`,
    },
  );
}

function notALock(path: string): BenchError {
  return new BenchError('usage', `${path} is not a lock of janus-bench`, {
    hint: 'Remove it if nothing uses this store, or name another folder (--store).',
  });
}
