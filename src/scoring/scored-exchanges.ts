import type { MeasuredExchange } from '../metrics/measured.js';
import { meaningfulDeltas, type MeaningfulOptions } from '../metrics/meaningful.js';
import { groupBy } from '../lib/group-by.js';
import { isOutput, type EventKind, type StreamEvent } from '../target/timeline.js';
import type { ScoredEvent, ScoredExchange } from './score-input.js';

/** Kinds that are no sign of life: they end a stream or break it. */
const endingKinds: ReadonlySet<EventKind> = new Set(['finish', 'done', 'error', 'malformed']);

/**
 * An attempt's exchanges as a score sees them, times without connection set-up. All of them at once, because a delta
 * that repeats an earlier exchange says nothing new.
 */
export function toScoredExchanges(
  exchanges: readonly MeasuredExchange[],
  options: MeaningfulOptions,
): readonly ScoredExchange[] {
  const meaningful = meaningfulDeltas(exchanges, options);
  return exchanges.map(({ timeline, answerMs, streamed }) => ({
    endMs: timeline.endMs - timeline.connectMs,
    answerMs: answerMs === undefined ? undefined : answerMs - timeline.connectMs,
    streamed,
    events: [...groupBy(timeline.events, ({ frame }) => frame).values()].flatMap((frame) =>
      toScoredEvents(frame, { meaningful, connectMs: timeline.connectMs }),
    ),
  }));
}

/**
 * A frame with output is that many deltas, whatever else it says; any other is one sign, or `other` where it ends or
 * breaks the stream. Output of choices other than 0 is a delta that means nothing.
 */
function toScoredEvents(
  frame: readonly StreamEvent[],
  { meaningful, connectMs }: { readonly meaningful: ReadonlySet<StreamEvent>; readonly connectMs: number },
): readonly ScoredEvent[] {
  const deltas = frame.filter(isOutput).map((event) => ({
    atMs: event.atMs - connectMs,
    role: 'delta' as const,
    meaningful: meaningful.has(event),
    tokens: event.tokens ?? Math.ceil(Buffer.byteLength(event.text) / 4),
  }));
  if (deltas.length > 0) return deltas;
  const isSign = !frame.some(({ kind }) => endingKinds.has(kind));
  return frame.slice(0, 1).map(({ atMs }) => ({
    atMs: atMs - connectMs,
    role: isSign ? 'sign' : 'other',
    meaningful: false,
    tokens: 0,
  }));
}
