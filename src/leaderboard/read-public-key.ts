import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { diskProblem } from '../lib/disk-problem.js';
import { parsePublicKey } from '../results/sign.js';

/** Reads a public key (PEM, Ed25519). Throws BenchError('usage'). */
export async function readPublicKey(path: string): Promise<KeyObject> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw diskProblem(cause, path);
  });
  return parsePublicKey(text, path);
}
