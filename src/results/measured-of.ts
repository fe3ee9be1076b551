import type { MeasuredAttempt, MeasuredExchange } from '../metrics/measured.js';
import type { AttemptRecord, ExchangeRecord } from './attempt-record.js';
import { timelineOf } from './exchange-record.js';

/** What every metric of an attempt is computed from: the record alone, so that a journal gives the same numbers again. */
export function measuredOf({ exchanges, metered }: AttemptRecord): MeasuredAttempt {
  return { exchanges: exchanges.map(measuredExchange), metered };
}

function measuredExchange(record: ExchangeRecord): MeasuredExchange {
  const { answerMs, usage, ownTokens, scheduleLagMs, clientLagMs, flags } = record;
  return {
    timeline: timelineOf(record),
    answerMs,
    usage,
    ownTokens: { in: ownTokens.in, out: ownTokens.out },
    scheduleLagMs,
    clientLagMs,
    streamed: !flags.includes('not_streamed'),
  };
}
