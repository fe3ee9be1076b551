import { open, type FileHandle } from 'node:fs/promises';
import type { BenchError } from '../errors/bench-error.js';
import { readLastNewline } from '../lib/last-newline.js';
import type { Json } from '../lib/json.js';
import { writeFileAtomic } from '../lib/atomic-file.js';
import { diskProblem } from '../lib/disk-problem.js';
import { runFile } from '../results/run-folder.js';
import { lockFolder, type FolderLock } from './folder-lock.js';

/**
 * The run's memory: one JSON line a finished attempt, on disk before it counts as finished. A line is never changed;
 * a torn last line (the process died writing it) is cut when the journal is opened again. One writer at a time.
 */
export interface Journal extends AsyncDisposable {
  /** Resolves once the line is synced to disk. Lines that wait together are synced together. */
  append(line: Json): Promise<void>;
}

/**
 * Opens the journal of a run folder: with a first line for a new run, without one to go on. A new journal appears with
 * its first line whole, so that a run killed at any moment either has not begun or can be resumed. Throws
 * BenchError('usage') where the folder cannot be written to or another run is writing to it.
 */
export async function openJournal(folder: string, firstLine?: Json): Promise<Journal> {
  const lock = await lockFolder(folder);
  try {
    const path = runFile(folder, 'journal');
    if (firstLine !== undefined) await writeFileAtomic(path, lineOf(firstLine));
    const file = await open(path, 'a+').catch((cause: unknown) => {
      throw diskProblem(cause, path);
    });
    await cutTornTail(file);
    return new FileJournal({ file, path, lock });
  } catch (problem) {
    await lock[Symbol.asyncDispose]();
    throw problem;
  }
}

function lineOf(value: Json): string {
  return `${JSON.stringify(value)}\n`;
}

async function cutTornTail(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  const end = (await readLastNewline(file, size)) + 1;
  if (end < size) {
    await file.truncate(end);
    await file.datasync();
  }
}

interface Waiting {
  readonly text: string;
  readonly resolve: () => void;
  readonly reject: (problem: unknown) => void;
}

class FileJournal implements Journal {
  readonly #file: FileHandle;
  readonly #path: string;
  readonly #lock: FolderLock;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #broken: BenchError | undefined;

  constructor({ file, path, lock }: { file: FileHandle; path: string; lock: FolderLock }) {
    this.#file = file;
    this.#path = path;
    this.#lock = lock;
  }

  append(line: Json): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ text: lineOf(line), resolve, reject });
      this.#writing ??= this.#writeWaiting();
    });
  }

  async #writeWaiting(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#write(batch.map(({ text }) => text).join(''));
        for (const { resolve } of batch) resolve();
      } catch (problem) {
        for (const { reject } of batch) reject(problem);
      }
    }
    this.#writing = undefined;
  }

  /** After one failed write the file may end in half a line, so nothing more is written behind it. */
  async #write(text: string): Promise<void> {
    if (this.#broken !== undefined) throw this.#broken;
    try {
      await this.#file.appendFile(text);
      await this.#file.datasync();
    } catch (cause) {
      this.#broken = diskProblem(cause, this.#path);
      throw this.#broken;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writing;
    await this.#file.close();
    await this.#lock[Symbol.asyncDispose]();
  }
}
