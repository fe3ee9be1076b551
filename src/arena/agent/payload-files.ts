import { mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { BenchError } from '../../errors/bench-error.js';
import { syncFolder, writeFileAtomic } from '../../lib/atomic-file.js';
import { sha256 } from '../../lib/digest.js';
import { diskProblem, errnoOf } from '../../lib/disk-problem.js';
import type { KeptPayload } from '../tables/tables.js';
import type { RawReply } from './agent-result.js';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** Raw replies are for whoever runs the arena, not for whoever shares the machine. */
const fileMode = 0o600;
const folderMode = 0o700;

/** A reply is cut long before. */
const largestBytes = 2 ** 26;

/**
 * Keeps a raw reply as `<folder>/ab/<sha256>.gz`, under the hash of its plain bytes, on disk when this resolves. The same
 * bytes again are the same file. `path` is relative to the folder. Throws BenchError('usage') where the disk fails.
 */
export async function writePayload(
  folder: string,
  { bytes, isTruncated, isRedacted = false }: RawReply,
): Promise<KeptPayload & { readonly path: string; readonly isRedacted: boolean }> {
  const digest = sha256(bytes);
  const path = placeOf(digest);
  const file = join(folder, path);
  if (!(await isThere(file))) {
    await makeFolder(dirname(file));
    await writeFileAtomic(file, await compress(bytes), { mode: fileMode });
  }
  // Another process may have put the file there without having come so far.
  await syncFolder(dirname(file));
  await syncFolder(folder);
  return { sha256: digest, bytes: bytes.byteLength, isTruncated, isRedacted, path };
}

/** The bytes under this hash. Throws BenchError('usage') where they are not there, or are others. */
export async function readPayload(folder: string, digest: string): Promise<Uint8Array> {
  const file = join(folder, placeOf(digest));
  const packed = await readFile(file).catch((cause: unknown) => {
    throw diskProblem(cause, file);
  });
  const bytes = await decompress(packed, { maxOutputLength: largestBytes }).catch(() => undefined);
  if (bytes !== undefined && sha256(bytes) === digest) return bytes;
  throw new BenchError('usage', `${file} does not hold what its name says`, {
    hint: 'The file was changed or damaged. It cannot be made again; the attempt itself stands in the store.',
  });
}

function placeOf(digest: string): string {
  if (!/^[0-9a-f]{64}$/.test(digest))
    throw new RangeError('a payload is named by a SHA-256 in lower-case hex');
  return `${digest.slice(0, 2)}/${digest}.gz`;
}

async function isThere(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch (problem) {
    if (errnoOf(problem) === 'ENOENT') return false;
    throw diskProblem(problem, file);
  }
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: folderMode }).catch((cause: unknown) => {
    throw diskProblem(cause, folder);
  });
}
