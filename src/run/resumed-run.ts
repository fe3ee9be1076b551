import { BenchError } from '../errors/bench-error.js';
import { findRun } from '../results/find-run.js';
import { readJournal } from '../results/journal-file.js';
import { requireMeasured } from './resume.js';
import type { ResumedRun } from './resumed-settings.js';

/** The run that `--resume` names, by its journal. Throws BenchError('usage') where it has none, or was rescored. */
export async function readResumedRun(reference: string, output: string): Promise<ResumedRun> {
  const { journal } = await findRun(reference, output);
  if (journal === undefined) {
    throw new BenchError('usage', `${reference} has no journal, so there is nothing to go on from`, {
      hint: 'Name a run folder, or its id.',
    });
  }
  const { header } = await readJournal(journal);
  requireMeasured(header);
  return { runId: header.runId, recorded: header.settings };
}
