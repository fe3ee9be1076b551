import { join } from 'node:path';
import type { RunHeader } from '../../src/results/run-header.js';
import { rngFrom, shuffled } from '../../src/lib/rng.js';
import { shardTasks } from '../../src/suite/shard.js';
import { writeSampleJournal, type SampleRun } from './sample-run.js';

/** The run as `count` machines would have made it, each finishing its attempts in an order of its own. */
export function splitRun({ header, records }: SampleRun, count: number): readonly SampleRun[] {
  const splitTasks = header.tasks.map((task) => ({ ...task, pair: task.pair ?? undefined }));
  return Array.from({ length: count }, (_, at): SampleRun => {
    const shard = { index: at + 1, count };
    const ids = new Set(shardTasks(splitTasks, shard).map(({ id }) => id));
    const own = records.filter(({ taskId }) => ids.has(taskId));
    return {
      header: {
        ...header,
        runId: `shard-${shard.index}`,
        settings: { ...header.settings, shard: { value: `${shard.index}/${count}`, from: 'flag --shard' } },
        tasks: header.tasks.filter(({ id }) => ids.has(id)),
        order: header.order.filter((id) => ids.has(id.split('#')[0] ?? '')),
        shard: { ...shard, tasks: header.tasks, order: header.order },
      },
      records: shuffled(own, rngFrom('finished', at)),
    };
  });
}

/** Writes each run into a folder of its own below `folder`; gives the folders. */
export async function writeRuns(folder: string, runs: readonly SampleRun[]): Promise<readonly string[]> {
  const folders = runs.map((_, at) => join(folder, `run-${at + 1}`));
  for (const [at, run] of runs.entries()) await writeSampleJournal(folders[at] ?? '', run);
  return folders;
}

export function withHeader({ header, records }: SampleRun, changes: Partial<RunHeader>): SampleRun {
  return { header: { ...header, ...changes }, records };
}
