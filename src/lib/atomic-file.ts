import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskProblem } from './disk-problem.js';

/**
 * Writes a file that appears whole or not at all, and is on disk when this resolves: a new file beside it, every byte
 * written (`FileHandle.writeFile` goes on after a short write, so a full disk is an error and not half a file), synced,
 * renamed, the folder synced. Throws BenchError('usage') with what to do; the old file, if any, then still stands.
 * `mode`: who may read it, where that is not for the umask alone to say.
 */
export async function writeFileAtomic(
  path: string,
  data: string | Uint8Array,
  { mode = 0o666 }: { readonly mode?: number } = {},
): Promise<void> {
  const beside = `${path}.${randomUUID()}.tmp`;
  try {
    await writeSynced(beside, data, mode);
    await rename(beside, path);
  } catch (cause) {
    await rm(beside, { force: true });
    throw diskProblem(cause, path);
  }
  await syncFolder(dirname(path));
}

async function writeSynced(path: string, data: string | Uint8Array, mode: number): Promise<void> {
  await using file = await open(path, 'wx', mode);
  await file.writeFile(data);
  await file.sync();
}

/** So that the new name survives a power cut too. Not every platform can: the file itself is safe either way. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r').catch(() => undefined);
  if (handle === undefined) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
}
