import type { RunResult } from '../results/run-result.js';

/** Whether two results rest on attempts of one and the same run: rescored, or merged from a shard of both. */
export function sharesAttempts(left: RunResult, right: RunResult): boolean {
  const sources = new Set(sourcesOf(left));
  return sourcesOf(right).some((id) => sources.has(id));
}

/** The runs that made the attempts, as far as the result knows. */
function sourcesOf({ run, rescored, merged }: RunResult): readonly string[] {
  return [run.id, ...(rescored === undefined ? [] : [rescored.runId]), ...shardIds(merged)];
}

function shardIds(merged: RunResult['merged']): readonly string[] {
  return merged?.shards.map(({ runId }) => runId) ?? [];
}
