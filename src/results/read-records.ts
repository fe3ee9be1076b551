import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskProblem, errnoOf } from '../lib/disk-problem.js';
import { readJournal, type Journal } from './journal-file.js';
import { joinMeter, parseMeter, strayLines } from './meter.js';
import { runFile } from './run-folder.js';
import { storedTranscripts } from './stored-transcripts.js';

export interface MeteredJournal extends Journal {
  /** Metered lines for requests that this run did not make. */
  readonly strayMeterLines: number;
}

/** Transcripts of larger journals stay on disk: as objects they take several times their size. */
const mostHeldBytes = 64 * 1024 * 1024;

/**
 * A journal with the usage that was metered for its requests, if the folder holds any: all that a result is made of.
 * Throws BenchError('usage') as `readJournal` does.
 */
export async function readRecords(journalPath: string): Promise<MeteredJournal> {
  const isLarge = (await sizeOf(journalPath)) > mostHeldBytes;
  const journal = await readJournal(journalPath, isLarge ? storedTranscripts(journalPath) : undefined);
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

/** 0 where it cannot be told: reading it will say why. */
async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
