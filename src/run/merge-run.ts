import { rm } from 'node:fs/promises';
import { BenchError } from '../errors/bench-error.js';
import { realClock } from '../lib/real-clock.js';
import { mergeHeader } from '../results/merge-header.js';
import { mergeMeters } from '../results/merge-meters.js';
import { readShard, type ShardSource } from '../results/read-shard.js';
import type { RunResult } from '../results/run-result.js';
import { writeMergedJournal } from '../results/write-merged.js';
import { writeResult } from '../results/write-result.js';
import { assembleRun } from './run.js';
import { openRunPlace } from './run-place.js';
import { settingKeys, settingRow, type SettingKey } from './setting-table.js';

export interface MergeCall {
  /** Run folders, or ids below `output`, in any order. */
  readonly runs: readonly string[];
  /** Where run folders lie, and the merged one goes. */
  readonly output: string;
  readonly allowMissing: boolean;
}

export interface MergeOutcome {
  readonly result: RunResult;
  readonly folder: string;
}

/**
 * Joins the shards of a run into a run folder of its own: the run that one machine would have made. The shards are only
 * read. Throws BenchError('usage') where one is missing, unfinished, damaged or there twice, BenchError('incomparable')
 * where they are no shards of one run; then nothing is left behind.
 */
export async function mergeRuns({ runs, output, allowMissing }: MergeCall): Promise<MergeOutcome> {
  if (runs.length === 0)
    throw new BenchError('usage', 'there is nothing to merge', {
      hint: 'Name the run folders of the shards.',
    });
  const shards: ShardSource[] = [];
  for (const run of runs) shards.push(await readShard(run, output));
  shards.sort((left, right) => left.header.shard.index - right.header.shard.index);
  await using place = await openRunPlace({ output }, realClock);
  const { folder, runId } = place;
  const header = mergeHeader(shards, { runId, allowMissing, shapingSettings });
  try {
    await writeMergedJournal(folder, header, shards);
    await mergeMeters(folder, shards);
    const allowPartial = header.settings['allowPartial']?.value === true;
    const result = await assembleRun(folder, { allowPartial });
    // Nothing is in a shard's journal that was not masked when it was written.
    await writeResult(folder, result, { withPublic: header.official, secrets: [] });
    return { result, folder };
  } catch (problem) {
    await rm(folder, { recursive: true, force: true });
    throw problem;
  }
}

/** The same for all shards in other words: the suite by its digest, the selection by its tasks, the target by its URL. */
const comparedElsewhere: ReadonlySet<SettingKey> = new Set<SettingKey>([
  'target',
  'suite',
  'category',
  'only',
  'grep',
  'limit',
  'shard',
  'seed',
]);

/** What a resume may not change either: it shapes what is measured. */
const shapingSettings = settingKeys.filter(
  (key) => settingRow(key).onResume === undefined && !comparedElsewhere.has(key),
);
