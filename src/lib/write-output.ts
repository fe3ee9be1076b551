import { appendFile, open, realpath, rm, stat, writeFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { randomUUID } from 'node:crypto';
import { writeFileAtomic } from './atomic-file.js';
import { diskProblem, errnoOf } from './disk-problem.js';

/**
 * Writes a file that a user named: whole or not at all, its folder made if need be. A device or a pipe (`/dev/stderr`)
 * is written to, never replaced, and so is what a link leads to. Throws BenchError('usage') with what to do.
 */
export async function writeOutput(path: string, text: string): Promise<void> {
  const place = await placeOf(path);
  if (place.kind === 'file') return writeFileAtomic(place.path, text);
  await writeFile(place.path, text, { flag: 'a' }).catch((cause: unknown) => {
    throw diskProblem(cause, path);
  });
}

/** Adds to the end of a file that may be there already. Throws BenchError('usage'). */
export async function appendOutput(path: string, text: string): Promise<void> {
  await appendFile(path, text).catch((cause: unknown) => {
    throw diskProblem(cause, path);
  });
}

/** Whether `writeOutput` would work, found out by doing nearly all of it. Throws BenchError('usage') where it would not. */
export async function requireWritable(path: string): Promise<void> {
  const place = await placeOf(path);
  if (place.kind === 'device') return;
  const beside = `${place.path}.${randomUUID()}.tmp`;
  try {
    await (await open(beside, 'wx')).close();
  } catch (cause) {
    throw diskProblem(cause, path);
  } finally {
    await rm(beside, { force: true });
  }
}

interface OutputPlace {
  readonly kind: 'file' | 'device';
  readonly path: string;
}

async function placeOf(path: string): Promise<OutputPlace> {
  try {
    const facts = await stat(path);
    if (facts.isDirectory()) throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' });
    return facts.isFile() ? { kind: 'file', path: await realpath(path) } : { kind: 'device', path };
  } catch (cause) {
    if (errnoOf(cause) !== 'ENOENT') throw diskProblem(cause, path);
  }
  await makeFolder(dirname(path)).catch((cause: unknown) => {
    throw diskProblem(cause, path);
  });
  return { kind: 'file', path };
}

/** Node's own recursive one never returns where a folder cannot hold others and says so with ENOENT, as /proc does. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (problem) {
    if (errnoOf(problem) === 'EEXIST') return;
    if (errnoOf(problem) !== 'ENOENT' || dirname(path) === path || (await exists(dirname(path))))
      throw problem;
    await makeFolder(dirname(path));
    await mkdir(path);
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
