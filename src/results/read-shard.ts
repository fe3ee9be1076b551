import { BenchError } from '../errors/bench-error.js';
import { inert } from '../lib/inert.js';
import { findRun } from './find-run.js';
import { placedJournalLines } from './journal-file.js';
import { sha256OfFile } from './file-digest.js';
import type { RunHeader } from './run-header.js';

export type ShardHeader = RunHeader & { readonly shard: NonNullable<RunHeader['shard']> };

/** A shard as it lies on disk: all that merging must know of it, and none of its transcripts. */
export interface ShardSource {
  /** As the user named it, safe to show. */
  readonly name: string;
  readonly folder: string;
  readonly journalPath: string;
  readonly journalSha256: string;
  readonly header: ShardHeader;
  /** Ids of its finished attempts. */
  readonly attemptIds: ReadonlySet<string>;
  /** Numbers of lines that do not count: attempts that were there before, a torn end. */
  readonly droppedLines: ReadonlySet<number>;
  /** Trace contexts of its requests, the unscored ones too. */
  readonly traceparents: readonly string[];
}

/**
 * Reads a shard's journal once, line by line, and checks every line of it. Throws BenchError('usage') where there is no
 * journal, where it is damaged, and where the run is no shard, or no shard as it was made.
 */
export async function readShard(reference: string, resultsFolder: string): Promise<ShardSource> {
  const name = inert(reference, 120);
  const { folder, journal: path } = await findRun(reference, resultsFolder);
  if (folder === undefined || path === undefined) {
    throw new BenchError(
      'usage',
      `${name} has no journal (attempts.jsonl), and shards are merged by theirs`,
      {
        hint: 'Name run folders.',
      },
    );
  }
  const journalSha256 = await sha256OfFile(path);
  let header: ShardHeader | undefined;
  const attemptIds = new Set<string>();
  const droppedLines = new Set<number>();
  const traceparents: string[] = [];
  for await (const { line, entry } of placedJournalLines(path)) {
    if (entry.kind === 'header') {
      header = shardHeader(entry.header, name);
      traceparents.push(...header.warmUpTraces);
    } else if (entry.kind === 'resume') traceparents.push(...entry.resume.warmUpTraces);
    else if (entry.kind === 'torn') droppedLines.add(line.number);
    else if (entry.kind === 'attempt') {
      const { attemptId, exchanges } = entry.record;
      if (attemptIds.has(attemptId)) droppedLines.add(line.number);
      else for (const { traceparent } of exchanges) traceparents.push(traceparent);
      attemptIds.add(attemptId);
    } else if (entry.kind === 'extended') throw noShard(name, 'was made longer after it began');
  }
  if (header === undefined) throw noShard(name, 'ended before it began');
  return { name, folder, journalPath: path, journalSha256, header, attemptIds, droppedLines, traceparents };
}

function shardHeader(header: RunHeader, name: string): ShardHeader {
  const { shard, rescoredFrom, pairedWith, mergedFrom } = header;
  if (mergedFrom !== undefined) throw noShard(name, 'was merged already');
  if (shard === undefined) throw noShard(name, 'is no shard');
  if (rescoredFrom !== undefined)
    throw noShard(name, 'was rescored', 'Merge the shards as they were made, and rescore the merged run.');
  if (pairedWith !== undefined) throw noShard(name, 'is half of an `ab` pair');
  const planned = new Set(shard.order);
  const ids = new Set(shard.tasks.map(({ id }) => id));
  const isPart = header.order.every((id) => planned.has(id)) && header.tasks.every(({ id }) => ids.has(id));
  if (!isPart)
    throw noShard(name, 'holds attempts that the whole run did not plan', 'Restore it from a copy.');
  return { ...header, shard };
}

function noShard(
  name: string,
  what: string,
  hint = 'Merge runs that were made with --shard 1/n to n/n.',
): BenchError {
  return new BenchError('usage', `${name} ${what}`, { hint });
}
