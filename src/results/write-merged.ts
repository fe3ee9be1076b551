import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { BenchError } from '../errors/bench-error.js';
import { diskProblem } from '../lib/disk-problem.js';
import { readLines } from '../lib/read-lines.js';
import { sha256OfFile } from './file-digest.js';
import type { ShardSource } from './read-shard.js';
import type { RunHeader } from './run-header.js';
import { runFile } from './run-folder.js';

const blockChars = 1_000_000;

/**
 * Writes the journal of a merged run: its first line, and the lines of its shards as they are, one shard after another.
 * Holds one line at a time. The journal appears whole or not at all. Throws BenchError('usage') on a full disk, and where
 * a shard was changed since it was read.
 */
export async function writeMergedJournal(
  folder: string,
  header: RunHeader,
  shards: readonly Pick<ShardSource, 'name' | 'journalPath' | 'journalSha256' | 'droppedLines'>[],
): Promise<void> {
  const path = runFile(folder, 'journal');
  const beside = `${path}.tmp`;
  try {
    await using file = await openNew(beside);
    await written(file, linesOf(header, shards), beside);
  } catch (problem) {
    await rm(beside, { force: true });
    throw problem;
  }
  await rename(beside, path).catch((cause: unknown) => {
    throw diskProblem(cause, path);
  });
}

async function openNew(path: string): Promise<FileHandle> {
  return open(path, 'wx').catch((cause: unknown) => {
    throw diskProblem(cause, path);
  });
}

async function written(file: FileHandle, lines: AsyncIterable<string>, path: string): Promise<void> {
  const flush = async (text: string) => {
    await file.writeFile(text).catch((cause: unknown) => {
      throw diskProblem(cause, path);
    });
  };
  let block: string[] = [];
  let chars = 0;
  for await (const line of lines) {
    block.push(line, '\n');
    chars += line.length;
    if (chars < blockChars) continue;
    await flush(block.join(''));
    [block, chars] = [[], 0];
  }
  await flush(block.join(''));
  await file.sync();
}

async function* linesOf(
  header: RunHeader,
  shards: readonly Pick<ShardSource, 'name' | 'journalPath' | 'journalSha256' | 'droppedLines'>[],
): AsyncGenerator<string, void, undefined> {
  yield JSON.stringify(header);
  for (const { name, journalPath, journalSha256, droppedLines } of shards) {
    for await (const { number, text, isTerminated } of readLines(journalPath)) {
      if (number > 1 && isTerminated && !droppedLines.has(number)) yield text;
    }
    if ((await sha256OfFile(journalPath)) !== journalSha256) {
      throw new BenchError('usage', `${name} is still being written to`, { hint: 'Wait until it ends.' });
    }
  }
}
