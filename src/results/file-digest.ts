import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { diskProblem } from '../lib/disk-problem.js';

/** SHA-256 of a file of any size, lower-case hex. Throws BenchError('usage') where it cannot be read. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (cause) {
    throw diskProblem(cause, path);
  }
  return hash.digest('hex');
}
