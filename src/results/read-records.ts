import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskProblem, errnoOf } from '../lib/disk-problem.js';
import { readJournal, type Journal } from './journal-file.js';
import { joinMeter, parseMeter } from './meter.js';
import { runFile } from './run-folder.js';

/**
 * A journal with the usage that was metered for its requests, if the folder holds any: all that a result is made of.
 * Throws BenchError('usage') as `readJournal` does.
 */
export async function readRecords(journalPath: string): Promise<Journal> {
  const journal = await readJournal(journalPath);
  const meterPath = runFile(dirname(journalPath), 'meter');
  const text = await readFile(meterPath, 'utf8').catch((cause: unknown) => {
    if (errnoOf(cause) === 'ENOENT') return undefined;
    throw diskProblem(cause, meterPath);
  });
  if (text === undefined) return journal;
  return { ...journal, records: joinMeter(journal.records, parseMeter(text, meterPath)) };
}
