import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { BenchError } from '../errors/bench-error.js';
import { diskProblem, errnoOf } from '../lib/disk-problem.js';
import { runFile, runFiles } from './run-folder.js';

/** Where a run lies on disk. At least one of `result` and `journal` is there. */
export interface RunPlace {
  /** Undefined for a result file on its own, away from its run folder. */
  readonly folder: string | undefined;
  readonly result: string | undefined;
  readonly journal: string | undefined;
}

interface Found extends RunPlace {
  readonly folder: string;
  /** When it was last written to, ms since 1970. */
  readonly writtenMs: number;
}

const listed = 5;

/** Finds a run as `readRun` describes. Paths win over ids; an id is looked for below `resultsFolder`. */
export async function findRun(reference: string | undefined, resultsFolder: string): Promise<RunPlace> {
  if (reference === undefined || reference === '') return newestIn(resultsFolder);
  const path = resolve(reference);
  const kind = await kindOf(path);
  if (kind === 'file') return placeOfFile(path);
  if (kind === 'folder') return (await runIn(path)) ?? (await newestIn(path));
  return byId(reference, resultsFolder);
}

/** All runs below a folder, the one written last first. */
export async function listRuns(folder: string): Promise<readonly (RunPlace & { readonly folder: string })[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    if (errnoOf(cause) === 'ENOENT') return [];
    throw diskProblem(cause, folder);
  });
  const found = await Promise.all(names.map((name) => runIn(join(folder, name))));
  return found
    .filter((run) => run !== undefined)
    .sort((left, right) => right.writtenMs - left.writtenMs || (left.folder < right.folder ? 1 : -1));
}

async function newestIn(folder: string): Promise<RunPlace> {
  const newest = (await listRuns(folder))[0];
  if (newest !== undefined) return newest;
  throw new BenchError('usage', `there is no run in ${folder}`, {
    hint: 'Make one with: janus-bench run --target http://localhost:8001 --suite public/dev',
  });
}

async function byId(reference: string, resultsFolder: string): Promise<RunPlace> {
  const runs = await listRuns(resultsFolder);
  const exact = runs.find(({ folder }) => basename(folder) === reference);
  if (exact !== undefined) return exact;
  const matching = runs.filter(({ folder }) => basename(folder).startsWith(reference));
  const [only, ...others] = matching;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined) {
    throw new BenchError('usage', `${matching.length} runs begin with ${reference}: ${namesOf(matching)}`, {
      hint: 'Give more of the id.',
    });
  }
  throw new BenchError('usage', `there is no run ${reference} in ${resultsFolder}`, {
    hint: runs.length === 0 ? 'There are no runs at all in this folder.' : `The newest: ${namesOf(runs)}`,
  });
}

function namesOf(runs: readonly { readonly folder: string }[]): string {
  const names = runs.slice(0, listed).map(({ folder }) => basename(folder));
  return runs.length > listed ? `${names.join(', ')}, …` : names.join(', ');
}

/** A journal or result stands for its whole folder only where the name says so: a copied file stands for itself. */
async function placeOfFile(path: string): Promise<RunPlace> {
  const folder = dirname(path);
  if (path.endsWith('.jsonl')) return { folder, journal: path, result: undefined };
  const isInRunFolder = basename(path) === runFiles.result || basename(path) === runFiles.publicResult;
  return isInRunFolder
    ? { folder, result: path, journal: await fileIfThere(runFile(folder, 'journal')) }
    : { folder: undefined, result: path, journal: undefined };
}

async function fileIfThere(path: string): Promise<string | undefined> {
  return (await writtenMs(path)) === undefined ? undefined : path;
}

async function runIn(folder: string): Promise<Found | undefined> {
  const [result, journal] = [runFile(folder, 'result'), runFile(folder, 'journal')];
  const [resultMs, journalMs] = await Promise.all([writtenMs(result), writtenMs(journal)]);
  if (resultMs === undefined && journalMs === undefined) return undefined;
  return {
    folder,
    result: resultMs === undefined ? undefined : result,
    journal: journalMs === undefined ? undefined : journal,
    writtenMs: Math.max(resultMs ?? 0, journalMs ?? 0),
  };
}

async function writtenMs(path: string): Promise<number | undefined> {
  const facts = await stat(path).catch(() => undefined);
  return facts?.isFile() === true ? facts.mtimeMs : undefined;
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'nothing'> {
  const facts = await stat(path).catch(() => undefined);
  if (facts === undefined) return 'nothing';
  return facts.isDirectory() ? 'folder' : 'file';
}
