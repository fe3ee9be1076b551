import { groupBy } from '../lib/group-by.js';
import { metrics } from '../metrics/catalogue.js';
import type { AttemptRecord } from './attempt-record.js';
import { measuredOf } from './measured-of.js';
import type { RunHeader } from './run-header.js';
import type { RunResult } from './run-result.js';
import { validityOf, type AttemptFacts, type ValidityFacts } from './validity.js';

type Validity = RunResult['validity'];

/** Of each shard of a merged run that has an attempt, by its number: every machine is judged by its own attempts alone. */
export type ShardValidities = ReadonlyMap<number, Validity>;

interface MeasuredRun {
  readonly header: RunHeader;
  readonly records: readonly AttemptRecord[];
}

/** Undefined: the run was not merged. */
export function shardValidities({ header, records }: MeasuredRun): ShardValidities | undefined {
  if (header.mergedFrom === undefined) return undefined;
  const { shards } = header.mergedFrom;
  const shardOf = new Map(shards.flatMap(({ index, taskIds }) => taskIds.map((id) => [id, index])));
  const byShard = groupBy(records, ({ taskId }) => shardOf.get(taskId));
  return new Map(
    shards.flatMap((shard): [number, Validity][] => {
      const own = byShard.get(shard.index) ?? [];
      return own.length === 0 ? [] : [[shard.index, validityOf(factsOf(shard, own))]];
    }),
  );
}

/** Whether the run was measured well; of a merged one the worst of its shards, whose lags one pool could hide. */
export function runValidity(
  { header, records }: MeasuredRun,
  { openLoop, shards }: { openLoop: ValidityFacts['openLoop']; shards: ShardValidities | undefined },
): Validity {
  if (shards === undefined || shards.size === 0) return validityOf({ ...factsOf(header, records), openLoop });
  const worst = (['invalid', 'suspect', 'valid'] as const).find((status) =>
    [...shards.values()].some((shard) => shard.status === status),
  );
  const reasons = [...shards].flatMap(([index, shard]) =>
    shard.reasons.map((reason) => `shard ${index}: ${reason}`),
  );
  return { status: worst ?? 'valid', reasons };
}

function factsOf(
  { environment, calibration }: Pick<RunHeader, 'environment' | 'calibration'>,
  records: readonly AttemptRecord[],
): ValidityFacts {
  return {
    clockResolutionMs: environment.clockResolutionMs,
    calibration: calibration ?? undefined,
    attempts: records.flatMap(attemptFacts),
  };
}

function attemptFacts(record: AttemptRecord): readonly AttemptFacts[] {
  const measured = measuredOf(record);
  if (measured.exchanges.length === 0) return [];
  return [
    {
      clientLagMs: metrics.clientLagMs.of(measured) ?? 0,
      scheduleLagMs: metrics.scheduleLagMs.of(measured) ?? 0,
      coalescedShare: metrics.coalescedShare.of(measured),
    },
  ];
}
