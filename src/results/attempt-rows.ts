import { roundMs } from '../lib/clock.js';
import { isBuffered } from '../metrics/buffered.js';
import { metrics } from '../metrics/catalogue.js';
import { consumptionOf, isUnderReported } from '../metrics/cost.js';
import type { AttemptRecord } from './attempt-record.js';
import { timelineOf } from './exchange-record.js';
import { measuredOf } from './measured-of.js';
import type { AttemptRow } from './run-result.js';

/** An attempt in one line of `result.json`. `countedQuality`: what scoring used, undefined where it was not counted. */
export function attemptRow(record: AttemptRecord, countedQuality: number | undefined): AttemptRow {
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
    countedQuality: countedQuality ?? null,
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
  };
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
