import { BenchError } from '../errors/bench-error.js';
import { inert } from '../lib/inert.js';
import { assemble } from './assemble.js';
import { readRecords } from './read-records.js';
import { readRun, type ReadRun } from './read-run.js';
import type { RunResult } from './run-result.js';

/**
 * A run as `readRun` finds it, with the terms its scores are made of: a result.json that an older version wrote does not
 * keep them, so it is put together anew where the journal lies beside it.
 */
export async function readComparable(reference: string | undefined, resultsFolder: string): Promise<ReadRun> {
  const read = await readRun(reference, resultsFolder);
  const { place, result } = read;
  requireDeclared(result);
  const lacksTerms = result.attempts.some(({ countedQuality, parts }) => countedQuality !== null && !parts);
  if (!lacksTerms || place.journal === undefined || read.from === 'journal') return read;
  return { ...read, result: assemble(await readRecords(place.journal)), from: 'journal' };
}

/** A journal's header is checked for this; a result may have been put together by anybody. */
function requireDeclared({ run, tasks, categories }: RunResult): void {
  const declared = new Set(categories.map(({ name }) => name));
  const stray = tasks.find(({ category }) => !declared.has(category));
  if (stray === undefined) return;
  throw new BenchError(
    'usage',
    `the result of ${inert(run.id, 80)} is damaged: the task ${inert(stray.id, 80)} is of a category that it does not declare`,
    { hint: 'Move result.json away: it is rebuilt from the attempts.jsonl beside it.' },
  );
}
