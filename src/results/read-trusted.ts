import { stat } from 'node:fs/promises';
import { BenchError } from '../errors/bench-error.js';
import { inert } from '../lib/inert.js';
import { packageVersion } from '../lib/package-version.js';
import { readComparable } from './read-comparable.js';
import type { ReadRun } from './read-run.js';
import { runFile } from './run-folder.js';
import { verifyRun } from './verify.js';

/** Of larger journals recomputing takes longer than a gate should; `verify` is there for them. */
const mostBytes = 64 * 1024 * 1024;

/**
 * A run as `readComparable` finds it, for a decision: where its journal lies beside it, result.json has to say what the
 * journal bears out, so that a number that was changed by hand decides nothing. What was not looked at is a note. Throws
 * BenchError('usage') on a result that its journal contradicts.
 */
export async function readTrusted(reference: string | undefined, resultsFolder: string): Promise<ReadRun> {
  const read = await readComparable(reference, resultsFolder);
  const { place, from, result, notes } = read;
  const isInFolder = place.folder !== undefined && place.result === runFile(place.folder, 'result');
  if (from === 'journal' || !isInFolder || place.journal === undefined) return read;
  const unchecked = await uncheckedReason(place.journal, result.run.version);
  if (unchecked !== undefined) return { ...read, notes: [...notes, unchecked] };
  const { differences } = await verifyRun(place);
  const [first] = differences;
  if (first === undefined) return read;
  const { path, found, expected } = first;
  const more = differences.length === 1 ? '' : `, and ${differences.length - 1} more`;
  throw new BenchError(
    'usage',
    `${place.result} does not say what the journal beside it does: ${inert(path, 120)} is ${inert(found, 80)} and should be ${inert(expected, 80)}${more}`,
    {
      hint: 'The file was changed. `janus-bench verify` shows every difference; moved away, it is rebuilt from attempts.jsonl.',
    },
  );
}

/** Undefined: it can be checked. */
async function uncheckedReason(journal: string, version: string): Promise<string | undefined> {
  if (version !== packageVersion())
    return `It was made by janus-bench ${inert(version, 40)}, so it was not checked against its journal.`;
  if ((await stat(journal)).size > mostBytes)
    return 'Its journal is large, so it was not checked against it: `janus-bench verify` does.';
  return undefined;
}
