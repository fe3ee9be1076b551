import { BenchError } from '../errors/bench-error.js';
import { assemble } from '../results/assemble.js';
import { sha256OfFile } from '../results/file-digest.js';
import { findRun } from '../results/find-run.js';
import { readJournal, type Journal } from '../results/journal-file.js';
import { readRecords } from '../results/read-records.js';
import { readResultFile } from '../results/read-run.js';
import type { RunResult } from '../results/run-result.js';
import { janusComposite, profileDigest } from '../scoring/profile.js';

/** A run to grade and score again. */
export interface RescoreSource {
  readonly journalPath: string;
  readonly journalSha256: string;
  readonly journal: Journal;
  /** What it came to; undefined: of a profile this program does not know, and without a result. */
  readonly result: Pick<RunResult, 'scores' | 'tasks'> | undefined;
}

/** Throws BenchError('usage') where there is no such run, or no journal with a finished attempt, or one that is damaged. */
export async function readRescoreSource(
  reference: string | undefined,
  resultsFolder: string,
): Promise<RescoreSource> {
  const { journal: path, result } = await findRun(reference, resultsFolder);
  if (path === undefined) {
    throw new BenchError('usage', 'rescoring takes a run with its journal (attempts.jsonl)', {
      hint: 'Name the run folder.',
    });
  }
  const journalSha256 = await sha256OfFile(path);
  const journal = await readJournal(path);
  if ((await sha256OfFile(path)) !== journalSha256) {
    throw new BenchError('usage', `${path} is still being written to`, { hint: 'Wait until the run ends.' });
  }
  if (journal.records.length === 0) {
    throw new BenchError('usage', `${path} holds no finished attempt: there is nothing to rescore`);
  }
  return { journalPath: path, journalSha256, journal, result: await resultOf(path, journal, result) };
}

async function resultOf(
  journalPath: string,
  { header }: Journal,
  resultPath: string | undefined,
): Promise<RescoreSource['result']> {
  if (header.profile.digest === profileDigest(janusComposite))
    return assemble(await readRecords(journalPath));
  return resultPath === undefined ? undefined : await readResultFile(resultPath);
}
