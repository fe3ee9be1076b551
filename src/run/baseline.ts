import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { BenchError } from '../errors/bench-error.js';
import { writeFileAtomic } from '../lib/atomic-file.js';
import { resultText } from '../results/result-text.js';
import { diskProblem, errnoOf } from '../lib/disk-problem.js';
import { findRun, listRuns, type RunPlace } from '../results/find-run.js';
import { runFile, runFiles, type RunFile } from '../results/run-folder.js';
import type { RunResult } from '../results/run-result.js';

/**
 * Where the baseline lies; undefined: nowhere yet, so that a run may be kept there. What is there and cannot be read
 * is never taken for missing. Throws BenchError('usage') where several runs could be meant.
 */
export async function findBaseline(reference: string, results: string): Promise<RunPlace | undefined> {
  const kind = await kindOf(resolve(reference));
  if (kind === 'folder' && !(await holdsRun(resolve(reference)))) return undefined;
  if (kind !== 'nothing') return findRun(reference, results);
  const isId = (await listRuns(results)).some(({ folder }) => basename(folder).startsWith(reference));
  return isId ? findRun(reference, results) : undefined;
}

/** Throws BenchError('usage') where no run could be kept under this name. */
export function requireKeepable(reference: string): void {
  if (!/^\d{8}(?:-\d{6})?/.test(reference)) return;
  throw new BenchError('usage', `there is no run ${reference}, and a new baseline cannot be given an id`, {
    hint: 'Name a path to keep it at, for example --baseline ./baseline.',
  });
}

/** A run that is to be kept: its result, and the folder it lies in, if it lies in one. */
export interface KeptRun {
  readonly result: RunResult;
  readonly folder: string | undefined;
}

/**
 * Keeps a run at `path`: its result alone where that is a `.json` file, else its folder's files. The result comes last,
 * so that what was cut short is not taken for a baseline. Throws BenchError('usage') on a full or forbidden disk.
 */
export async function keepBaseline(path: string, { result, folder }: KeptRun): Promise<void> {
  const text = resultText(result);
  try {
    if (extname(path) === '.json') {
      await mkdir(dirname(path), { recursive: true });
      await writeFileAtomic(path, text);
      return;
    }
    await mkdir(path, { recursive: true });
    if (folder !== undefined) for (const name of besides) await copyIfThere(folder, path, name);
  } catch (problem) {
    throw problem instanceof BenchError ? problem : diskProblem(problem, path);
  }
  await writeFileAtomic(runFile(path, 'result'), text);
}

/** The result is written from what was decided upon; a signature is over the file as it is, so it would not fit another. */
const besides: readonly RunFile[] = ['journal', 'meter'];

async function copyIfThere(from: string, to: string, name: RunFile): Promise<void> {
  const beside = join(to, `${runFiles[name]}.tmp`);
  try {
    await copyFile(runFile(from, name), beside);
  } catch (problem) {
    await rm(beside, { force: true });
    if (errnoOf(problem) === 'ENOENT') return;
    throw problem;
  }
  await rename(beside, runFile(to, name));
}

async function holdsRun(folder: string): Promise<boolean> {
  const own = await Promise.all([kindOf(runFile(folder, 'result')), kindOf(runFile(folder, 'journal'))]);
  return own.includes('file') || (await listRuns(folder)).length > 0;
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'nothing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (problem) {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(problem) ?? '')) return 'nothing';
    throw diskProblem(problem, path);
  }
}
