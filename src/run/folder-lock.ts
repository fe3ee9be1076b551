import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { BenchError } from '../errors/bench-error.js';
import { diskProblem, errnoOf } from '../lib/disk-problem.js';
import { isJsonObject, parseJson } from '../lib/json.js';
import { isAlive } from '../lib/process-alive.js';

const heartbeatMs = 5_000;
const staleMs = 20_000;

export type FolderLock = AsyncDisposable;

/** What this process wrote into the locks it holds: its own id says nothing about those. */
const heldHere = new Set<string>();

/**
 * Makes this process the only writer of a run folder. A lock whose process is gone, or that has not been touched for
 * 20 s (process ids come round again, and other hosts cannot be asked), is taken over.
 * Throws BenchError('usage') where another run is writing.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, 'lock');
  const owner = JSON.stringify({ pid: process.pid, host: hostname(), token: randomUUID() });
  if (!(await tryCreate(path, owner))) {
    await removeStale(path);
    if (!(await tryCreate(path, owner))) throw heldByAnother(path);
  }
  heldHere.add(owner);
  const heartbeat = setInterval(() => {
    const now = new Date();
    // A missed beat only makes the lock look older; the next one mends it.
    utimes(path, now, now).catch(() => undefined);
  }, heartbeatMs);
  heartbeat.unref();
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(heartbeat);
      heldHere.delete(owner);
      if ((await readFile(path, 'utf8').catch(() => '')) === owner) await rm(path, { force: true });
    },
  };
}

async function tryCreate(path: string, owner: string): Promise<boolean> {
  try {
    await writeFile(path, owner, { flag: 'wx' });
    return true;
  } catch (cause) {
    if (errnoOf(cause) === 'EEXIST') return false;
    throw diskProblem(cause, path);
  }
}

/** Moves a stale lock aside, then looks whether it moved the one it had read: two may be taking over at once. */
async function removeStale(path: string): Promise<void> {
  const [text, facts] = await Promise.all([
    readFile(path, 'utf8').catch(() => undefined),
    stat(path).catch(() => undefined),
  ]);
  if (text === undefined || facts === undefined) return;
  if (Date.now() - facts.mtimeMs <= staleMs && !isOwnerGone(text)) throw heldByAnother(path);
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return;
    throw diskProblem(cause, path);
  }
  const movedTheStaleOne = (await readFile(aside, 'utf8')) === text;
  // Where a newer lock stands already, there is nothing to put back.
  if (!movedTheStaleOne) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
  if (!movedTheStaleOne) throw heldByAnother(path);
}

function isOwnerGone(text: string): boolean {
  if (heldHere.has(text)) return false;
  const owner = parseJson(text);
  if (!isJsonObject(owner)) return true;
  if (owner['host'] !== hostname() || typeof owner['pid'] !== 'number') return false;
  // Our own id in a lock we did not write: it came round again, as in a restarted container.
  return owner['pid'] === process.pid || !isAlive(owner['pid']);
}

function heldByAnother(path: string): BenchError {
  return new BenchError('usage', 'this run folder is being written by another run', {
    hint: `Wait for it to end, or, if it cannot be running any more, remove ${path}.`,
  });
}
