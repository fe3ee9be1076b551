import { stat } from 'node:fs/promises';
import { BenchError } from '../errors/bench-error.js';
import { loadSuite } from '../suite/load-suite.js';

/** How what is watched looked at one moment. */
export interface WatchedState {
  /** Task id → digest of its definition. Undefined: the suite could not be loaded. */
  readonly tasks: ReadonlyMap<string, string> | undefined;
  /** Why not, whole, and what to do. */
  readonly problem: BenchError | undefined;
  /** Path → when it was last written and how large it is; empty where it is not there. */
  readonly files: ReadonlyMap<string, string>;
}

export interface Watched {
  readonly suite: string;
  readonly searchPath: readonly string[];
  readonly files: readonly string[];
}

/** Never rejects over a suite that is being written: that is a state as well. */
export async function watchedState({ suite, searchPath, files }: Watched): Promise<WatchedState> {
  const stamps = await Promise.all(files.map(async (path) => [path, await stampOf(path)] as const));
  try {
    const { taskDigests } = await loadSuite(suite, { searchPath });
    return { tasks: taskDigests, problem: undefined, files: new Map(stamps) };
  } catch (problem) {
    if (!(problem instanceof BenchError)) throw problem;
    return { tasks: undefined, problem, files: new Map(stamps) };
  }
}

async function stampOf(path: string): Promise<string> {
  const facts = await stat(path).catch(() => undefined);
  return facts === undefined ? '' : `${facts.mtimeMs} ${facts.size}`;
}

export interface Change {
  /** New or otherwise defined than before, in the suite's order. */
  readonly tasks: readonly string[];
  readonly gone: readonly string[];
  /** Watched files that were written. One that went away says nothing. */
  readonly files: readonly string[];
}

/** What differs. A suite that cannot be loaded differs in nothing: it is compared again once it can. */
export function changeBetween(before: WatchedState, after: WatchedState): Change {
  const [then, now] = [before.tasks ?? new Map<string, string>(), after.tasks ?? before.tasks];
  return {
    tasks: [...(now ?? [])].filter(([id, digest]) => then.get(id) !== digest).map(([id]) => id),
    gone: now === undefined ? [] : [...then.keys()].filter((id) => !now.has(id)),
    files: [...after.files]
      .filter(([path, stamp]) => stamp !== '' && before.files.get(path) !== stamp)
      .map(([path]) => path),
  };
}
