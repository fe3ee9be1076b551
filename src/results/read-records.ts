import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskProblem, errnoOf } from '../lib/disk-problem.js';
import { readJournal, type Journal } from './journal-file.js';
import { joinMeter, parseMeter, strayLines } from './meter.js';
import { runFile } from './run-folder.js';

export interface MeteredJournal extends Journal {
  /** Metered lines for requests that this run did not make. */
  readonly strayMeterLines: number;
}

/**
 * A journal with the usage that was metered for its requests, if the folder holds any: all that a result is made of.
 * Throws BenchError('usage') as `readJournal` does.
 */
export async function readRecords(journalPath: string): Promise<MeteredJournal> {
  const journal = await readJournal(journalPath);
  const meterPath = runFile(dirname(journalPath), 'meter');
  const text = await readFile(meterPath, 'utf8').catch((cause: unknown) => {
    if (errnoOf(cause) === 'ENOENT') return undefined;
    throw diskProblem(cause, meterPath);
  });
  if (text === undefined) return { ...journal, strayMeterLines: 0 };
  const lines = parseMeter(text, meterPath);
  const own = journal.records.flatMap(({ exchanges }) => exchanges.map(({ traceparent }) => traceparent));
  return {
    ...journal,
    records: joinMeter(journal.records, lines),
    strayMeterLines: strayLines([...own, ...journal.warmUpTraces], lines),
  };
}
