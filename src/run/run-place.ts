import { access, constants, mkdir, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BenchError } from '../errors/bench-error.js';
import type { Clock } from '../lib/clock.js';
import { diskProblem, errnoOf } from '../lib/disk-problem.js';
import { findRun } from '../results/find-run.js';
import { readJournal, type Journal } from '../results/journal-file.js';
import { newRunId } from './header.js';

/** The folder of a run. Disposing removes it where nothing was written: a run that never began leaves nothing behind. */
export interface RunPlace extends AsyncDisposable {
  readonly folder: string;
  readonly runId: string;
  readonly startedAt: Date;
  /** What an interrupted run left behind; undefined for a new run. */
  readonly began: Journal | undefined;
}

/** A new folder below `output`, or that of the run to resume. Throws BenchError('usage') where there is none or it cannot be written to. */
export async function openRunPlace(
  { resume, output, newId }: RunPlaceOptions,
  clock: Clock,
): Promise<RunPlace> {
  return resume === undefined ? newPlace(output, { clock, newId }) : placeOf(resume, output);
}

export interface RunPlaceOptions {
  readonly resume?: string | undefined;
  readonly output: string;
  /** Of a new run; drawn if left out. */
  readonly newId?: string | undefined;
}

async function newPlace(
  output: string,
  { clock, newId }: { readonly clock: Clock; readonly newId: string | undefined },
): Promise<RunPlace> {
  const startedAt = clock.wall();
  const runId = newId ?? newRunId(startedAt);
  const folder = join(output, runId);
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw diskProblem(await whyNotMade(folder, cause), folder);
  }
  return {
    folder,
    runId,
    startedAt,
    began: undefined,
    [Symbol.asyncDispose]: () => removeWhereEmpty(folder),
  };
}

async function placeOf(reference: string, output: string): Promise<RunPlace> {
  const { folder, journal } = await findRun(reference, output);
  if (folder === undefined || journal === undefined) {
    throw new BenchError('usage', `${reference} has no journal, so there is nothing to go on from`, {
      hint: 'Name a run folder, or its id.',
    });
  }
  const began = await readJournal(journal);
  const { runId, startedAt } = began.header;
  return {
    folder,
    runId,
    startedAt: new Date(startedAt),
    began,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function removeWhereEmpty(folder: string): Promise<void> {
  // It is not empty, or it cannot be removed: either way it stays.
  await rmdir(folder).catch(() => undefined);
}

/** `mkdir -p` below a read-only folder fails with ENOENT; what is wrong shows at the nearest folder that is there. */
async function whyNotMade(folder: string, cause: unknown): Promise<unknown> {
  if (errnoOf(cause) !== 'ENOENT') return cause;
  for (let above = dirname(folder); above !== dirname(above); above = dirname(above)) {
    const problem: unknown = await access(above, constants.W_OK).then(
      () => undefined,
      (problem: unknown) => problem,
    );
    if (errnoOf(problem) !== 'ENOENT') return problem ?? cause;
  }
  return cause;
}
