import { BenchError } from '../errors/bench-error.js';
import { inert } from '../lib/inert.js';
import { findRun } from '../results/find-run.js';
import { readJournal } from '../results/journal-file.js';
import { resumeCommand } from '../results/resume-command.js';
import type { RunHeader } from '../results/run-header.js';
import { requireMeasured } from './resume.js';
import type { ResumedRun } from './resumed-settings.js';

/**
 * The run that `--resume` names, by its journal. Throws BenchError('usage') where it has none, was rescored, or is half
 * of a pair, which is finished together with its other half.
 */
export async function readResumedRun(reference: string, output: string): Promise<ResumedRun> {
  const { header } = await readBegunRun(reference, output);
  if (header.pairedWith !== undefined) {
    const run = inert(header.runId, 80);
    throw new BenchError('usage', `run ${run} is half of a pair: its attempts take turns with the other's`, {
      hint: `Finish both: ${resumeCommand(header, run)}`,
    });
  }
  return { runId: header.runId, recorded: header.settings };
}

export interface BegunRun {
  readonly folder: string;
  readonly header: RunHeader;
}

/** A run that made attempts of its own. Throws BenchError('usage') where there is none of this name. */
export async function readBegunRun(reference: string, output: string): Promise<BegunRun> {
  const { folder, journal } = await findRun(reference, output);
  if (journal === undefined || folder === undefined) {
    throw new BenchError('usage', `${reference} has no journal, so there is nothing to go on from`, {
      hint: 'Name a run folder, or its id.',
    });
  }
  const { header } = await readJournal(journal);
  requireMeasured(header);
  return { folder, header };
}
