import { constants } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { BenchError } from '../errors/bench-error.js';
import { diskProblem } from '../lib/disk-problem.js';
import { parseJson } from '../lib/json.js';
import { validate } from '../lib/validate.js';
import { assemble } from './assemble.js';
import { findRun, type RunPlace } from './find-run.js';
import { howToFinish } from './how-to-finish.js';
import type { Journal } from './journal-file.js';
import { largeResult } from './large-result.js';
import { readRecords } from './read-records.js';
import { runResultSchema, type RunResult } from './run-result.js';
import { upgradeResult } from './upgrade.js';

export interface ReadRun {
  readonly place: RunPlace;
  readonly result: RunResult;
  /** `journal`: there is no result.json (the run was cut off), and this was put together from what was finished. */
  readonly from: 'result' | 'journal';
  /** What a reader should know, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Finds and reads a run: by nothing (the newest below `resultsFolder`), an id or the start of one, a run folder, a folder of
 * runs, a result file or a journal. Throws BenchError('usage') where there is none, several, or one that cannot be read.
 */
export async function readRun(reference: string | undefined, resultsFolder: string): Promise<ReadRun> {
  const place = await findRun(reference, resultsFolder);
  const written = place.result === undefined ? undefined : await readResultFile(place.result);
  if (written !== undefined && (written.run.complete || place.journal === undefined)) {
    return { place, result: written, from: 'result', notes: [] };
  }
  if (place.journal === undefined) throw new RangeError('a run has a result or a journal');
  const journal = await readRecords(place.journal);
  // An interrupted run has a result too, which is old as soon as a resume has added to the journal.
  if (written !== undefined && journal.records.length <= written.attempts.length) {
    return { place, result: written, from: 'result', notes: notesOn(journal, place) };
  }
  return { place, result: assemble(journal), from: 'journal', notes: notesOn(journal, place) };
}

/** From about 8 000 attempts. */
const largeBytes = 8 * 1024 * 1024;

/** Throws BenchError('usage') on text that is no result, or one of a newer version. */
export async function readResultFile(path: string): Promise<RunResult> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw diskProblem(cause, path);
  });
  const hint = 'The file was changed. Move it away: it is rebuilt from the attempts.jsonl beside it.';
  const large = bytes.length > largeBytes ? largeResult(bytes) : undefined;
  if (large !== undefined) {
    const { attempts } = large;
    return { ...validate(runResultSchema, upgradeResult(large.head, path), { where: path, hint }), attempts };
  }
  if (bytes.length > constants.MAX_STRING_LENGTH)
    throw new BenchError('usage', `${path} is larger than a result can be`, { hint });
  const value = parseJson(bytes.toString('utf8'));
  if (value === undefined) {
    throw new BenchError('usage', `${path} is not JSON: it was changed or damaged`, {
      hint: 'Move it away: it is rebuilt from the attempts.jsonl beside it.',
    });
  }
  return validate(runResultSchema, upgradeResult(value, path), { where: path, hint });
}

function notesOn(
  { header, records, tornTail, duplicates }: Journal,
  { folder = header.runId }: RunPlace,
): readonly string[] {
  const missing = header.order.length - records.length;
  const next = howToFinish(header, folder);
  const notes = [
    missing > 0
      ? `This run is not finished: ${missing} of ${header.order.length} attempts ${missing === 1 ? 'is' : 'are'} missing. ${next}`
      : 'There was no result.json of the whole run; this was put together from the journal.',
  ];
  if (tornTail !== undefined)
    notes.push(`Line ${tornTail.line} of the journal was cut off and is not counted.`);
  if (duplicates.length > 0)
    notes.push(`The journal holds these attempts twice; the first counts: ${duplicates.join(', ')}`);
  return notes;
}
