import { readdirSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { diskProblem } from './disk-problem.js';

export interface WatchedPaths {
  /** With everything below them. */
  readonly folders: readonly string[];
  /** Need not be there yet; their folders must. */
  readonly files: readonly string[];
}

/** Tells that something may have changed; what it was is for the caller to find out. */
export interface FileWatch extends Disposable {
  /**
   * Resolves once something happened since the last call and nothing more for a moment: true; or when `signal` is
   * aborted: false. What happens between two calls is not missed.
   */
  changed(signal: AbortSignal): Promise<boolean>;
}

/** Editors and builds write several files, and one file several times. */
const quietMs = 100;
const longestQuietings = 20;

/** Throws BenchError('usage') where a folder is not there or cannot be watched. */
export function watchFiles(paths: WatchedPaths): FileWatch {
  let hasNews = false;
  let wake: () => void = () => undefined;
  const note = () => {
    hasNews = true;
    wake();
  };
  const folders = openFolderWatches(paths.folders, note);
  const files = paths.files.map((path) =>
    openWatch(dirname(path), (name) => {
      if (name === null || name === basename(path)) note();
    }),
  );
  const untilNews = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      wake = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
      if (hasNews || signal.aborted) resolve();
    });
  return {
    changed: async (signal) => {
      await untilNews(signal);
      for (let times = 0; hasNews && !signal.aborted && times < longestQuietings; times++) {
        hasNews = false;
        await sleep(quietMs, undefined, { signal }).catch(() => undefined);
      }
      hasNews = false;
      folders.follow();
      return !signal.aborted;
    },
    [Symbol.dispose]: () => {
      folders.close();
      for (const each of files) each.close();
    },
  };
}

/** One watch a folder: not every system can watch a tree, and not every Node does it on Linux without gaps. */
function openFolderWatches(roots: readonly string[], note: () => void) {
  const watches = new Map<string, FSWatcher>();
  const follow = () => {
    const found = new Set(roots.flatMap(foldersBelow));
    for (const [path, each] of watches) {
      if (found.has(path)) continue;
      each.close();
      watches.delete(path);
    }
    for (const path of found) if (!watches.has(path)) watches.set(path, openWatch(path, note));
  };
  follow();
  return { follow, close: () => watches.forEach((each) => each.close()) };
}

function openWatch(folder: string, onName: (name: string | null) => void): FSWatcher {
  try {
    // A folder that goes away is news as well.
    return watch(folder, (_event, name) => onName(name)).on('error', () => onName(null));
  } catch (cause) {
    throw diskProblem(cause, folder);
  }
}

/** The folder and those below it, but for hidden ones and packages. */
function foldersBelow(folder: string): readonly string[] {
  try {
    const inside = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !/^\.|^node_modules$/u.test(entry.name))
      .flatMap(({ name }) => foldersBelow(join(folder, name)));
    return [folder, ...inside];
  } catch {
    // Gone while it was looked at.
    return [];
  }
}
