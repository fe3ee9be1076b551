import { join, relative } from 'node:path';
import { inert } from '../lib/inert.js';
import type { Io } from './io.js';

export interface ReferencedRun {
  readonly runId: string;
  /** Undefined: it was a file on its own. */
  readonly folder: string | undefined;
}

/** What to type for a run in a further command: its id where that is found, in the usual results folder, or else its folder. */
export function runReference({ runId, folder }: ReferencedRun, { cwd }: Pick<Io, 'cwd'>): string {
  if (folder === undefined) return runId;
  const path = relative(cwd, folder);
  if (path === join('janus-results', runId)) return runId;
  return inert(path === '' ? '.' : path, 1_000);
}
