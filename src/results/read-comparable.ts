import { assemble } from './assemble.js';
import { readRecords } from './read-records.js';
import { readRun, type ReadRun } from './read-run.js';

/**
 * A run as `readRun` finds it, with the terms its scores are made of: a result.json that an older version wrote does not
 * keep them, so it is put together anew where the journal lies beside it.
 */
export async function readComparable(reference: string | undefined, resultsFolder: string): Promise<ReadRun> {
  const read = await readRun(reference, resultsFolder);
  const { place, result } = read;
  const lacksTerms = result.attempts.some(({ countedQuality, parts }) => countedQuality !== null && !parts);
  if (!lacksTerms || place.journal === undefined || read.from === 'journal') return read;
  return { ...read, result: assemble(await readRecords(place.journal)), from: 'journal' };
}
