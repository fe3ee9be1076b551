import { roundMs } from '../lib/clock.js';
import { isBuffered } from '../metrics/buffered.js';
import { metrics } from '../metrics/catalogue.js';
import { consumptionOf, isUnderReported } from '../metrics/cost.js';
import { attemptTerms } from '../scoring/compared-task.js';
import type { CountedParts } from '../scoring/pool.js';
import type { AttemptRecord } from './attempt-record.js';
import { timelineOf } from './exchange-record.js';
import { measuredOf } from './measured-of.js';
import type { AttemptRow } from './attempt-row-schema.js';

/** An attempt in one line of `result.json`. `counted`: what scoring used, undefined where it was not counted. */
export function attemptRow(record: AttemptRecord, counted: CountedParts | undefined): AttemptRow {
  const measured = measuredOf(record);
  const ms = (name: TimeName) => {
    const value = metrics[name].of(measured);
    return value === undefined ? null : roundMs(value);
  };
  return {
    attemptId: record.attemptId,
    taskId: record.taskId,
    repeat: record.repeat,
    outcome: record.outcome.status,
    error: record.outcome.status === 'miner_error' ? record.outcome.kind : null,
    verdict: record.grade.verdict,
    quality: record.grade.quality,
    countedQuality: counted?.quality ?? null,
    reason: reasonOf(record),
    flags: flagsOf(record),
    ttftMs: ms('ttftMs'),
    ttfaMs: ms('ttfaMs'),
    latencyMs: ms('latencyMs'),
    lifecycleMs: ms('lifecycleMs'),
    responseMs: ms('responseMs'),
    scheduleLagMs: ms('scheduleLagMs'),
    maxGapMs: ms('maxGapMs'),
    silenceMs: ms('silenceMs'),
    promptTokens: metrics.promptTokens.of(measured) ?? null,
    completionTokens: metrics.completionTokens.of(measured) ?? null,
    ownPromptTokens: metrics.ownPromptTokens.of(measured) ?? 0,
    ownCompletionTokens: metrics.ownCompletionTokens.of(measured) ?? 0,
    costUsd: metrics.costUsd.of(measured) ?? null,
    clientLagMs: metrics.clientLagMs.of(measured) ?? 0,
    parts: counted === undefined ? null : partsRow(counted),
  };
}

function partsRow(counted: CountedParts): NonNullable<AttemptRow['parts']> {
  const { credit, firstUtility, lifecycleRatio, costUtility, timelessCostUtility, streamingUtility } =
    attemptTerms(counted);
  return {
    credit: shortened(credit),
    firstUtility: shortened(firstUtility),
    lifecycleRatio: lifecycleRatio === null ? null : shortened(lifecycleRatio),
    costUtility: shortened(costUtility),
    ...(timelessCostUtility === undefined ? {} : { timelessCostUtility: shortened(timelessCostUtility) }),
    streamingUtility: shortened(streamingUtility),
  };
}

/** Twelve digits of the seventeen: moves no score by as much as 1e-9, and there may be 100 000 rows. */
function shortened(value: number): number {
  return Number(value.toPrecision(12));
}

type TimeName =
  | 'ttftMs'
  | 'ttfaMs'
  | 'latencyMs'
  | 'lifecycleMs'
  | 'responseMs'
  | 'scheduleLagMs'
  | 'maxGapMs'
  | 'silenceMs';

const longestReason = 1_000;

/** Transcripts stay in the journal: a reason that quotes one is cut here. */
function reasonOf({ outcome, grade }: AttemptRecord): string {
  const reason = outcome.status === 'ok' ? grade.reason : outcome.detail;
  return reason.length <= longestReason ? reason : `${reason.slice(0, longestReason)}…`;
}

/** The flags of all exchanges, and what a reader of the cost must know. */
function flagsOf(record: AttemptRecord): string[] {
  const flags = new Set<string>(record.exchanges.flatMap((exchange) => exchange.flags));
  const tokens = consumptionOf(measuredOf(record))?.tokens;
  if (tokens !== undefined && isUnderReported(tokens)) flags.add('under_reported');
  if (record.exchanges.some(({ ownTokens }) => ownTokens.estimated)) flags.add('own_count_estimated');
  if (record.exchanges.some((exchange) => isBuffered(timelineOf(exchange)))) flags.add('buffered');
  return [...flags];
}
