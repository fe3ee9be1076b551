import { roundMs } from '../lib/clock.js';
import { metrics } from '../metrics/catalogue.js';
import { quantile } from '../stats/quantile.js';
import { sortSamples } from '../stats/sorted-samples.js';
import type { AttemptRecord } from './attempt-record.js';
import { measuredOf } from './measured-of.js';
import type { RunHeader } from './run-header.js';
import type { RunResult } from './run-result.js';

export interface LoadRun {
  readonly header: RunHeader;
  readonly records: readonly AttemptRecord[];
  /** Taken up again: the time between its parts belongs to no load. */
  readonly wasResumed: boolean;
}

/** How fast attempts were made, and in an open loop how well its schedule was kept. */
export function loadOf(run: LoadRun): RunResult['load'] {
  const { header, records } = run;
  const spanMs = spanOf(run);
  const ok = records.filter(({ outcome }) => outcome.status === 'ok');
  const tokens = ok.flatMap((record) => metrics.completionTokens.of(measuredOf(record)) ?? []);
  return {
    spanMs: spanMs === null ? null : roundMs(spanMs),
    okPerSecond: perSecond(ok.length, spanMs),
    // Of what was not reported nobody knows how much it was.
    tokensPerSecond:
      tokens.length < ok.length
        ? null
        : perSecond(
            tokens.reduce((sum, count) => sum + count, 0),
            spanMs,
          ),
    open: header.load === undefined ? null : openLoopOf(header.load, run),
  };
}

/**
 * What rates are told over, ms: of a closed loop from when the first attempt was due to the end of the last; of an open
 * loop the time in which attempts left, which is its window unless they left late. Null: resumed, cut short, interleaved with
 * another run's, merged from several, or from a journal without due times.
 */
export function spanOf({ header, records, wasResumed }: LoadRun): number | null {
  if (wasResumed || header.pairedWith !== undefined || header.mergedFrom !== undefined) return null;
  const marks = records.flatMap(marksOf);
  if (marks.length === 0 || marks.length < records.length) return null;
  if (header.load === undefined) {
    const ends = marks.reduce((latest, { endMs }) => Math.max(latest, endMs), 0);
    return ends - marks.reduce((earliest, { dueMs }) => Math.min(earliest, dueMs), Infinity);
  }
  if (records.length < header.order.length) return null;
  return marks.reduce((latest, { issuedMs }) => Math.max(latest, issuedMs), header.load.windowMs);
}

export function perSecond(count: number, spanMs: number | null): number | null {
  return spanMs === null || spanMs <= 0 ? null : (1_000 * count) / spanMs;
}

function openLoopOf(
  { rate, arrivals, rampMs, windowMs }: NonNullable<RunHeader['load']>,
  run: LoadRun,
): NonNullable<RunResult['load']['open']> {
  const { header, records } = run;
  const lags = sortSamples(records.flatMap(({ exchanges }) => exchanges[0]?.scheduleLagMs ?? []));
  const lagAt = (q: number) => quantile(lags, q) ?? null;
  return {
    rate,
    arrivals,
    rampMs,
    windowMs: roundMs(windowMs),
    scheduledPerSecond: (1_000 * header.order.length) / windowMs,
    deliveredPerSecond: perSecond(records.length, spanOf(run)),
    lagP50Ms: lagAt(0.5),
    lagP99Ms: lagAt(0.99),
    lagMaxMs: lagAt(1),
  };
}

interface Marks {
  readonly dueMs: number;
  readonly issuedMs: number;
  readonly endMs: number;
}

/** On the time since the load began. None where the journal does not say when the attempt was due. */
function marksOf({ dueMs, exchanges }: AttemptRecord): readonly Marks[] {
  if (dueMs === undefined) return [];
  const issuedMs = dueMs + (exchanges[0]?.scheduleLagMs ?? 0);
  const tookMs = exchanges.reduce((sum, { scheduleLagMs, endMs }) => sum + scheduleLagMs + endMs, 0);
  return [{ dueMs, issuedMs, endMs: dueMs + tookMs }];
}
