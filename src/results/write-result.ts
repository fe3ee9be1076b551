import { writeFileAtomic } from '../lib/atomic-file.js';
import { publicResult } from './public-result.js';
import { resultText } from './result-text.js';
import { runFile } from './run-folder.js';
import { maskKnownSecrets } from './redact.js';
import { runResultSchema, type RunResult } from './run-result.js';

export interface WriteOptions {
  /** Also writes `result.public.json`. */
  readonly withPublic: boolean;
  /** Masked wherever they occur: a miner may have sent one back. */
  readonly secrets: readonly string[];
}

/**
 * Writes `result.json` (and the public one) of a run, each whole or not at all and on disk when this resolves.
 * Throws BenchError('usage') on a full disk, a read-only or a forbidden folder; the journal still holds everything.
 */
export async function writeResult(folder: string, result: RunResult, options: WriteOptions): Promise<string> {
  const path = runFile(folder, 'result');
  const clean = runResultSchema.parse(maskKnownSecrets(result, options.secrets));
  if (options.withPublic)
    await writeFileAtomic(runFile(folder, 'publicResult'), resultText(publicResult(clean)));
  await writeFileAtomic(path, resultText(clean));
  return path;
}
