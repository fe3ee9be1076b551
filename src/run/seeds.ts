import { readFile } from 'node:fs/promises';
import { BenchError } from '../errors/bench-error.js';
import { sha256 } from '../lib/digest.js';
import { diskProblem } from '../lib/disk-problem.js';

export interface Seeds {
  /** Decides order, variants and nonces; in an official run the secret itself. */
  readonly drawing: string;
  /** What the result says: the seed, or the secret's SHA-256, which proves later which secret it was. */
  readonly published: string;
}

/** Shorter secrets could be found again from their hash. */
const leastSecretCharacters = 32;

/** Reads the secret of an official run; the plain seed serves every other. Throws BenchError('usage') on a weak secret. */
export async function readSeeds({
  seed,
  nonceFile,
}: {
  seed: string;
  nonceFile: string | undefined;
}): Promise<Seeds> {
  if (nonceFile === undefined) return { drawing: seed, published: seed };
  const text = await readFile(nonceFile, 'utf8').catch((cause: unknown) => {
    throw diskProblem(cause, nonceFile);
  });
  const secret = text.trim();
  if (secret.length < leastSecretCharacters) {
    throw new BenchError(
      'usage',
      `${nonceFile}: the nonce has ${secret.length} characters, at least 32 are needed`,
      {
        hint: 'Make one with: openssl rand -hex 32',
      },
    );
  }
  return { drawing: secret, published: `nonce-sha256:${sha256(secret)}` };
}
