import * as z from 'zod';
import type { Database } from '../../store/database.js';
import type { PlacedPack } from './gather.js';
import { floatsOf } from './number-bytes.js';
import type { ValueMetric } from './value-buckets.js';
import { histogramStep, runStep, valueMetrics } from './value-pack.js';

/** Absorbs the last bit of products such as 0.95 x 60, as in rank/order-statistics.ts. */
const slack = 1e-9;

export interface WantedQuantile {
  readonly agent: string;
  readonly metric: ValueMetric;
  readonly q: number;
}

/** A bucket of which the values are wanted, and where they are. */
interface OpenBucket {
  readonly runs: Float64Array[];
  readonly asks: { readonly keptId: number; readonly run: number; readonly runs: number }[];
}

interface Place {
  readonly bucket: OpenBucket;
  /** Values of the bucket before the one that is wanted. */
  readonly skip: number;
}

/**
 * Exact quantiles (the smallest value that at least a share q did not exceed; 0: the smallest of all), in the order they were
 * asked for; no values: undefined. Histograms say in which bucket each lies; only its values are fetched. `undefined` for
 * everything: what is kept has changed meanwhile, so gather again.
 */
export async function quantilesOf(
  database: Database,
  wanted: readonly WantedQuantile[],
  packs: ReadonlyMap<string, readonly PlacedPack[]>,
): Promise<readonly (number | undefined)[] | undefined> {
  /** By agent, then by `bucketKey`. */
  const open = new Map<string, Map<number, OpenBucket>>();
  const countsOf = remembering((agent: string, metric: ValueMetric) =>
    bucketCounts(packs.get(agent) ?? [], metric),
  );
  const places = wanted.map(({ agent, metric, q }): Place | undefined => {
    const found = placeOf(countsOf(agent, metric), q);
    if (found === undefined) return undefined;
    const own = open.get(agent) ?? new Map<number, OpenBucket>();
    open.set(agent, own);
    const key = bucketKey(valueMetrics.indexOf(metric), found.bucket);
    const bucket = own.get(key) ?? { runs: [], asks: [] };
    own.set(key, bucket);
    return { bucket, skip: found.skip };
  });
  for (const [agent, own] of open) for (const pack of packs.get(agent) ?? []) collectRuns(own, pack);
  const buckets = [...open.values()].flatMap((own) => [...own.values()]);
  const fetched = await fetchRuns(database, buckets);
  if (fetched === undefined) return undefined;
  const sorted = new Map(
    buckets.map((bucket, at) => [
      bucket,
      sortedRuns([...bucket.runs, fetched.get(at) ?? new Float64Array()]),
    ]),
  );
  return places.map((place) => place && valueAt(sorted.get(place.bucket) ?? [], place.skip));
}

function remembering<Value>(
  compute: (agent: string, metric: ValueMetric) => Value,
): (agent: string, metric: ValueMetric) => Value {
  const known = new Map<string, Value>();
  return (agent, metric) => {
    const key = `${metric} ${agent}`;
    const value = known.get(key) ?? compute(agent, metric);
    known.set(key, value);
    return value;
  };
}

/** Values in every bucket, over all packs. */
export function bucketCounts(
  packs: readonly Pick<PlacedPack, 'histogram'>[],
  metric: ValueMetric,
): readonly number[] {
  const wanted = valueMetrics.indexOf(metric);
  const counts: number[] = [];
  for (const { histogram } of packs)
    for (let at = 0; at < histogram.length; at += histogramStep) {
      if (histogram[at] !== wanted) continue;
      const bucket = histogram[at + 1] ?? 0;
      while (counts.length <= bucket) counts.push(0);
      counts[bucket] = (counts[bucket] ?? 0) + (histogram[at + 2] ?? 0);
    }
  return counts;
}

function placeOf(
  counts: readonly number[],
  q: number,
): { readonly bucket: number; readonly skip: number } | undefined {
  const n = counts.reduce((sum, count) => sum + count, 0);
  let skip = Math.max(1, Math.ceil(q * n - slack)) - 1;
  for (const [bucket, count] of counts.entries()) {
    if (skip < count) return { bucket, skip };
    skip -= count;
  }
  return undefined;
}

function bucketKey(metric: number, bucket: number): number {
  return bucket * valueMetrics.length + metric;
}

function collectRuns(open: ReadonlyMap<number, OpenBucket>, pack: PlacedPack): void {
  const { histogram } = pack;
  for (let at = 0, run = 0; at < histogram.length; at += histogramStep) {
    const runs = histogram[at + 3] ?? 0;
    const bucket = open.get(bucketKey(histogram[at] ?? 0, histogram[at + 1] ?? 0));
    if ('runs' in pack) bucket?.runs.push(pack.runs.subarray(run * runStep, (run + runs) * runStep));
    else bucket?.asks.push({ keptId: pack.keptId, run, runs });
    run += runs;
  }
}

const runRows = z.array(z.object({ bucket: z.number(), runs: z.string(), found: z.number() }));
const runBytes = runStep * Float64Array.BYTES_PER_ELEMENT;

/** By the index of their bucket. Undefined: some are there no more. */
async function fetchRuns(
  database: Database,
  buckets: readonly OpenBucket[],
): Promise<ReadonlyMap<number, Float64Array> | undefined> {
  const asks = buckets.flatMap(({ asks }, bucket) => asks.map((ask) => ({ ...ask, bucket })));
  if (asks.length === 0) return new Map();
  const column = (numberOf: (ask: (typeof asks)[number]) => number) => `{${asks.map(numberOf).join(',')}}`;
  const rows = runRows.parse(
    await database.query(statement, [
      column(({ bucket }) => bucket),
      column(({ keptId }) => keptId),
      column(({ run }) => 1 + run * runBytes),
      column(({ runs }) => runs * runBytes),
    ]),
  );
  const found = rows.reduce((sum, row) => sum + row.found, 0);
  return found < asks.length ? undefined : new Map(rows.map(({ bucket, runs }) => [bucket, floatsOf(runs)]));
}

/** Bytes of a column that is stored neither compressed nor inline are read where they lie, not the whole of it. */
const statement = `SELECT bucket, encode(string_agg(substring(runs FROM first FOR length), ''), 'base64') AS runs,
    count(*) AS found
  FROM unnest($1::int[], $2::bigint[], $3::int[], $4::int[]) AS ask(bucket, id, first, length)
  JOIN arena_rollups USING (id)
  GROUP BY bucket`;

interface Run {
  readonly value: number;
  readonly count: number;
}

function sortedRuns(parts: readonly Float64Array[]): readonly Run[] {
  const runs: Run[] = [];
  for (const part of parts)
    for (let at = 0; at < part.length; at += runStep)
      runs.push({ value: part[at] ?? 0, count: part[at + 1] ?? 0 });
  return runs.sort((left, right) => left.value - right.value);
}

function valueAt(sorted: readonly Run[], skip: number): number | undefined {
  let before = 0;
  for (const { value, count } of sorted) {
    before += count;
    if (skip < before) return value;
  }
  return undefined;
}
