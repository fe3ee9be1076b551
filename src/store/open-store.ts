import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { BenchError } from '../errors/bench-error.js';
import { diskProblem } from '../lib/disk-problem.js';
import { inert } from '../lib/inert.js';
import type { Database } from './database.js';
import { tryLockDirectory } from './directory-lock.js';
import type { LockOwner } from './lock-owner.js';
import { migrate, requireVersion } from './migrate.js';
import { openOwnerDoor, type OwnerDoor } from './owner-door.js';
import { openPGlite } from './pglite-database.js';
import { openPostgres } from './postgres-database.js';
import { openRemote } from './remote-database.js';
import { isPostgresUrl } from './store-place.js';
import { StoreUnreachable } from './store-unreachable.js';

/**
 * `owner`: works in the store for long, and an embedded one must be its own (the worker). `visitor`: looks into it, or
 * changes a little, and ends (or opens it anew each time): it goes through the owner's door where there is an owner.
 */
export type StoreRole = 'owner' | 'visitor';

export interface StoreOpening {
  readonly role: StoreRole;
  /** What takes seconds, in words, once each. */
  readonly tell?: ((words: string) => void) | undefined;
}

/** A visitor ends within seconds; an owner waits so long for it. */
const patience = { ms: 20_000, pauseMs: 100 };

/**
 * Opens the store, its schema brought up to date: `postgres://…` is a server, anything else a folder with PGlite in it.
 * A folder is created for an owner alone. Throws BenchError('usage') with what to do where it is somebody else's, of a
 * newer version, not there, or not reachable.
 */
export async function openStore(
  place: string,
  { role, tell = () => undefined }: StoreOpening,
): Promise<Database> {
  if (isPostgresUrl(place)) return await migrated(await openPostgres(place));
  const folder = resolve(place);
  await prepareFolder(folder, role);
  if (!existsSync(dataFolder(folder)))
    tell(`creating the store in ${inert(folder, 500)}: this takes some seconds`);
  let isToldWhy = false;
  const deadline = performance.now() + patience.ms;
  for (;;) {
    const opened = await tryOpen(folder, role);
    if ('query' in opened) return opened;
    if (opened.isFinal || performance.now() > deadline) throw opened.problem;
    if (!isToldWhy) tell(`waiting up to ${patience.ms / 1_000} s: ${opened.problem.message}`);
    isToldWhy = true;
    await delay(patience.pauseMs);
  }
}

interface NotYet {
  readonly problem: BenchError;
  /** Waiting will not help. */
  readonly isFinal: boolean;
}

/** One look at the folder, which may change hands between any two steps. */
async function tryOpen(folder: string, role: StoreRole): Promise<Database | NotYet> {
  const door = await openOwnerDoor();
  const lock = await tryLockDirectory(folder, { role, door }).catch((cause: unknown) => closing(door, cause));
  if (lock.kind === 'ours') return await own(folder, { door, release: lock.release });
  await door.close();
  return role === 'owner' ? taken(folder, lock.owner) : await visit(folder, lock.owner);
}

interface Ownership {
  readonly door: OwnerDoor;
  readonly release: () => Promise<void>;
}

/** Nobody else has the folder from here until the lock is released, which comes last whatever fails. */
async function own(folder: string, { door, release }: Ownership): Promise<Database> {
  const leave = async (database?: Database) => {
    try {
      await door.close();
      await database?.[Symbol.asyncDispose]();
    } finally {
      await release();
    }
  };
  let database: Database | undefined;
  try {
    await makePrivate(dataFolder(folder));
    database = await openPGlite(dataFolder(folder));
    await migrate(database);
  } catch (problem) {
    await leave(database);
    throw problem;
  }
  const opened = database;
  door.serve(opened);
  let left: Promise<void> | undefined;
  return { ...opened, place: folder, [Symbol.asyncDispose]: () => (left ??= leave(opened)) };
}

async function visit(folder: string, owner: LockOwner): Promise<Database | NotYet> {
  const database = openRemote(folder, owner);
  try {
    await requireVersion(database);
    return database;
  } catch (problem) {
    // It has ended since we read its lock: look again who owns the folder now.
    if (problem instanceof StoreUnreachable) return { problem, isFinal: false };
    throw problem;
  }
}

function taken(folder: string, { role, pid }: LockOwner): NotYet {
  const problem = new BenchError('usage', `process ${pid} owns the store in ${folder}`, {
    hint: 'One worker at a time has an embedded store: stop that one, or use --store postgres://… for several.',
  });
  return { problem, isFinal: role === 'owner' };
}

async function prepareFolder(folder: string, role: StoreRole): Promise<void> {
  if (role === 'owner') {
    await makePrivate(folder);
  } else if (!isStoreThere(folder)) {
    throw new BenchError('usage', `there is no store in ${folder}`, {
      hint: 'Name the store with --store, or let `arena worker` or `leaderboard register` make one first.',
    });
  }
}

/** PGlite's files are anybody's to write; who shares the machine must not come to them, to read or to make ranks. */
async function makePrivate(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: unknown) =>
    Promise.reject(diskProblem(cause, folder)),
  );
}

/** Whether the folder has an embedded store in it, or one is just being made there. */
export function isStoreThere(folder: string): boolean {
  return existsSync(dataFolder(folder)) || existsSync(join(folder, 'lock'));
}

/** PGlite's own files, beside our lock and the payloads. */
function dataFolder(folder: string): string {
  return join(folder, 'pglite');
}

async function migrated(database: Database): Promise<Database> {
  await migrate(database).catch(async (problem: unknown) => {
    await database[Symbol.asyncDispose]();
    throw problem;
  });
  return database;
}

async function closing(door: OwnerDoor, cause: unknown): Promise<never> {
  await door.close();
  throw cause;
}
