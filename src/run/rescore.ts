import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import pLimit from 'p-limit';
import { diskProblem, errnoOf } from '../lib/disk-problem.js';
import type { Json } from '../lib/json.js';
import type { AttemptRecord } from '../results/attempt-record.js';
import { maskRecord } from '../results/redact-record.js';
import { runFile } from '../results/run-folder.js';
import type { RunHeader } from '../results/run-header.js';
import type { Suite } from '../suite/task.js';
import { rescoreAttempt, type RescoreContext } from './rescore-attempt.js';

export interface RescoreOptions extends RescoreContext {
  readonly suite: Suite;
  /** What must not reach the journal. */
  readonly secrets: readonly string[];
  readonly onRescored: (record: AttemptRecord, done: number) => void;
}

/** As many as a run grades beside its requests. */
const gradedAtOnce = 4;

/** Every attempt whose task the suite still has, in the order of the journal. Rejects with the signal's reason. */
export async function rescoreAttempts(
  records: readonly AttemptRecord[],
  { suite, secrets, onRescored, ...context }: RescoreOptions,
): Promise<readonly AttemptRecord[]> {
  const known = new Map(suite.tasks.map((task) => [task.id, task]));
  const desk = pLimit(gradedAtOnce);
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  let done = 0;
  const grading = records.flatMap((record) => {
    const task = known.get(record.taskId);
    if (task === undefined) return [];
    return desk(async () => {
      signal.throwIfAborted();
      const again = maskRecord(await rescoreAttempt(record, task, { ...context, signal }), secrets);
      done += 1;
      onRescored(again, done);
      return again;
    }).catch((problem: unknown) => {
      stop.abort(problem);
      throw problem;
    });
  });
  // None may still be grading when the services close.
  await Promise.allSettled(grading);
  return Promise.all(grading);
}

export interface RescoredJournal {
  readonly header: RunHeader;
  /** Calendar times at which the old run was resumed. */
  readonly resumedAt: readonly string[];
  /** Lines about what judging took beside the attempts. */
  readonly judgeUse: readonly Json[];
  readonly records: readonly AttemptRecord[];
}

const writtenAtOnce = 256;

/**
 * Writes the journal of a rescored run into its new folder. It appears whole, under its name, or not at all: whoever ends
 * this process while it writes leaves nothing that could be taken for a run. Where it fails the folder is gone again.
 */
export async function writeRescored(folder: string, rescored: RescoredJournal): Promise<void> {
  const path = runFile(folder, 'journal');
  const beside = `${path}.${randomUUID()}.tmp`;
  try {
    await writeLines(beside, linesOf(rescored));
    await rename(beside, path);
  } catch (problem) {
    await rm(folder, { recursive: true, force: true });
    throw errnoOf(problem) === undefined ? problem : diskProblem(problem, path);
  }
}

function* linesOf({ header, resumedAt, judgeUse, records }: RescoredJournal): Iterable<Json> {
  yield header;
  for (const at of resumedAt)
    yield { schema: 'janus-bench/resume', schemaVersion: 1, resumedAt: at, warmUpTraces: [] };
  yield* judgeUse;
  for (const record of records) yield record as Json;
}

async function writeLines(path: string, lines: Iterable<Json>): Promise<void> {
  await using file = await open(path, 'wx');
  let waiting: string[] = [];
  for (const line of lines) {
    waiting.push(`${JSON.stringify(line)}\n`);
    if (waiting.length < writtenAtOnce) continue;
    await file.appendFile(waiting.join(''));
    waiting = [];
  }
  await file.appendFile(waiting.join(''));
  await file.sync();
}
