import type { AttemptRecord } from './attempt-record.js';
import type { RunHeader } from './run-header.js';
import type { RunResult } from './run-result.js';
import type { ShardValidities } from './run-validity.js';

/** What a result says of being a shard, or of the shards it was merged from; nothing of a run made whole. */
export function splitFacts(
  { shard, mergedFrom }: RunHeader,
  records: readonly AttemptRecord[],
  validities: ShardValidities | undefined,
): Pick<RunResult, 'shard' | 'merged'> {
  return {
    ...(shard === undefined ? {} : { shard: { index: shard.index, count: shard.count } }),
    ...(mergedFrom === undefined ? {} : { merged: mergedFacts(mergedFrom, records, validities) }),
  };
}

function mergedFacts(
  { count, missing, shards }: NonNullable<RunHeader['mergedFrom']>,
  records: readonly AttemptRecord[],
  validities: ShardValidities | undefined,
): NonNullable<RunResult['merged']> {
  const madeBy = new Map<string, number>();
  for (const { taskId } of records) madeBy.set(taskId, (madeBy.get(taskId) ?? 0) + 1);
  return {
    count,
    missing,
    shards: shards.map(({ index, runId, startedAt, journalSha256, environment, planned, taskIds }) => ({
      index,
      runId,
      startedAt,
      journalSha256,
      environment,
      planned,
      attempts: taskIds.reduce((sum, id) => sum + (madeBy.get(id) ?? 0), 0),
      validity: validities?.get(index) ?? { status: 'invalid', reasons: ['no attempt was measured'] },
    })),
  };
}
