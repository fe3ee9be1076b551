import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseJson, type Json } from '../lib/json.js';
import { pruneFolder } from './prune-folder.js';

export interface VoteFolderLimits {
  /** The folder is brought below this by removing what was used longest ago. */
  readonly maxBytes: number;
  /** After so many written bytes, and once at the start. */
  readonly pruneEveryBytes: number;
}

const standardLimits: VoteFolderLimits = { maxBytes: 256 * 1024 * 1024, pruneEveryBytes: 16 * 1024 * 1024 };
const largestEntryBytes = 256 * 1024;

export interface VoteFolderOptions {
  readonly limits?: VoteFolderLimits;
  /** Called once, where it cannot be written. */
  readonly onProblem?: (code: string) => void;
}

/**
 * A folder of JSON entries, one file each, named by its key. Files appear whole (written beside, then renamed), so any
 * number of processes may share it. No method rejects.
 */
export class VoteFolder {
  readonly #folder: string;
  readonly #limits: VoteFolderLimits;
  readonly #onProblem: (code: string) => void;
  #writtenBytes: number;
  #pruning: Promise<void> | undefined;
  #hasProblem = false;

  constructor(folder: string, options: VoteFolderOptions = {}) {
    this.#folder = folder;
    this.#limits = options.limits ?? standardLimits;
    this.#onProblem = options.onProblem ?? (() => undefined);
    this.#writtenBytes = this.#limits.pruneEveryBytes;
  }

  /** Undefined: it is not there, too large, or no JSON. */
  async read(key: string): Promise<Json | undefined> {
    const text = await boundedText(this.#pathOf(key)).catch(() => undefined);
    return text === undefined ? undefined : parseJson(text);
  }

  /** So that what is in use is pruned last; a file that is gone meanwhile was read all the same. */
  async touch(key: string): Promise<void> {
    await utimes(this.#pathOf(key), new Date(), new Date()).catch(() => undefined);
  }

  async write(key: string, entry: Json): Promise<void> {
    const path = this.#pathOf(key);
    const beside = `${path}.${randomUUID()}.tmp`;
    const text = JSON.stringify(entry);
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeFile(beside, text, { flag: 'wx', mode: 0o600 });
      await rename(beside, path);
    } catch (problem) {
      await rm(beside, { force: true }).catch(() => undefined);
      this.#tell(problem);
      return;
    }
    this.#writtenBytes += Buffer.byteLength(text);
    if (this.#writtenBytes >= this.#limits.pruneEveryBytes) await this.#prune();
  }

  /** One at a time: whoever comes meanwhile waits for it. */
  async #prune(): Promise<void> {
    this.#writtenBytes = 0;
    this.#pruning ??= pruneFolder(this.#folder, this.#limits.maxBytes)
      .catch((problem: unknown) => this.#tell(problem))
      .finally(() => (this.#pruning = undefined));
    await this.#pruning;
  }

  #tell(problem: unknown): void {
    if (this.#hasProblem) return;
    this.#hasProblem = true;
    const code: unknown = problem instanceof Error && 'code' in problem ? problem.code : undefined;
    this.#onProblem(typeof code === 'string' ? code : 'it cannot be written');
  }

  #pathOf(key: string): string {
    return join(this.#folder, key.slice(0, 2), `${key}.json`);
  }
}

async function boundedText(path: string): Promise<string | undefined> {
  const { size } = await stat(path);
  return size > largestEntryBytes ? undefined : readFile(path, 'utf8');
}
