import { PGlite } from '@electric-sql/pglite';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256 } from '../../src/lib/digest.js';
import type { Database } from '../../src/store/database.js';
import { migrate } from '../../src/store/migrate.js';
import { openPGlite } from '../../src/store/pglite-database.js';
import { migrations } from '../../src/store/schema/migrations.js';
import { temporaryFolder } from './temporary-folder.js';

/**
 * An empty store in memory, its tables made, in about a second: a copy of one that the first test of all makes and keeps
 * beside the installed packages, as making one anew takes several times as long.
 */
export async function openTestStore(): Promise<Database> {
  return await openPGlite('memory://', { copyOf: await madeStore() });
}

/** The same in a folder, as `openStore` finds it there. */
export async function makeTestStore(folder: string): Promise<void> {
  const store = await openPGlite(join(folder, 'pglite'), { copyOf: await madeStore() });
  await store[Symbol.asyncDispose]();
}

const cache = fileURLToPath(new URL('../../node_modules/.cache/janus-bench/', import.meta.url));

async function madeStore(): Promise<Blob> {
  const release = await readFile(createRequire(import.meta.url).resolve('@electric-sql/pglite'));
  const name = `store-${sha256(sha256(release) + JSON.stringify(migrations)).slice(0, 16)}.tar`;
  const path = join(cache, name);
  const kept = await readFile(path).catch(() => undefined);
  if (kept !== undefined) return new Blob([kept]);
  const made = await makeStore();
  await mkdir(dirname(path), { recursive: true });
  for (const old of await readdir(cache)) await rm(join(cache, old), { force: true });
  // Whole at once, as other tests may be looking for it.
  const beside = `${path}.${process.pid}`;
  await writeFile(beside, made);
  await rename(beside, path);
  return new Blob([made]);
}

async function makeStore(): Promise<Buffer<ArrayBuffer>> {
  await using folder = await temporaryFolder();
  const store = await openPGlite(join(folder.path, 'made'));
  await migrate(store);
  await store[Symbol.asyncDispose]();
  const pglite = await PGlite.create(join(folder.path, 'made'));
  const dump = await pglite.dumpDataDir('none');
  await pglite.close();
  return Buffer.from(await dump.arrayBuffer());
}
