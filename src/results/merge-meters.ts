import { stat } from 'node:fs/promises';
import { keepMeter, readMeter, traceIdOf, type MeterLine } from './meter.js';
import type { ShardSource } from './read-shard.js';
import { runFile } from './run-folder.js';

type MeteredShard = Pick<ShardSource, 'folder' | 'traceparents'>;

/**
 * Joins what was metered for the shards. Each may have been given the lines of all (one gateway, one file): those about
 * a shard's requests are taken from its own file, those about nobody's from the first file that has them, so that
 * nothing counts twice. Writes nothing where no shard was metered.
 */
export async function mergeMeters(folder: string, shards: readonly MeteredShard[]): Promise<void> {
  const files = await Promise.all(shards.map(linesOf));
  if (files.every((lines) => lines === undefined)) return;
  const ownerOf = new Map(
    shards.flatMap(({ traceparents }, shard) => traceparents.map((trace) => [traceIdOf(trace), shard])),
  );
  const merged: MeterLine[] = [];
  for (const [shard, lines = []] of files.entries()) {
    const foreign = new Set<string>();
    for (const line of lines) {
      const trace = traceIdOf(line.traceparent);
      const owner = ownerOf.get(trace);
      if (owner === undefined) foreign.add(trace);
      if (owner === undefined || owner === shard) merged.push(line);
    }
    for (const trace of foreign) ownerOf.set(trace, shard);
  }
  await keepMeter(folder, merged);
}

async function linesOf({ folder }: MeteredShard): Promise<readonly MeterLine[] | undefined> {
  const path = runFile(folder, 'meter');
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  return isThere ? readMeter(path) : undefined;
}
