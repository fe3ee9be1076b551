import type { StreamEvent } from '../target/timeline.js';
import { total, worst, worstPresent } from './join.js';
import type { MeasuredAttempt, MeasuredExchange } from './measured.js';
import { outputEvents } from './output-events.js';

/** Connection set-up inside the attempt, ms; 0 when every connection was reused. */
export function connectMs({ exchanges }: MeasuredAttempt): number | undefined {
  return total(exchanges.map(({ timeline }) => timeline.connectMs));
}

/** First output of the worst exchange, ms since issue without connection set-up. */
export function ttftMs({ exchanges }: MeasuredAttempt): number | undefined {
  return worst(exchanges.map(firstOutputMs));
}

/** Start of the answer in the worst exchange, ms since issue without connection set-up. Undefined: one has no answer. */
export function ttfaMs({ exchanges }: MeasuredAttempt): number | undefined {
  return worst(exchanges.map(answerOfExchangeMs));
}

/** First content event, whatever it says; of the worst exchange that has content. */
export function ttfcMs({ exchanges }: MeasuredAttempt): number | undefined {
  return worstPresent(exchanges.map((exchange) => firstOfKindMs(exchange, 'content')));
}

/** First tool event; of the worst exchange that calls a tool. */
export function ttftcMs({ exchanges }: MeasuredAttempt): number | undefined {
  return worstPresent(exchanges.map((exchange) => firstOfKindMs(exchange, 'tool')));
}

/** From the first reasoning event to the answer; of the exchange that thought longest. */
export function reasoningMs({ exchanges }: MeasuredAttempt): number | undefined {
  return worstPresent(
    exchanges.map((exchange) =>
      difference(answerOfExchangeMs(exchange), firstOfKindMs(exchange, 'reasoning')),
    ),
  );
}

/** Last output of each exchange, ms since issue without connection set-up, added up. */
export function latencyMs({ exchanges }: MeasuredAttempt): number | undefined {
  return total(exchanges.map(lastOutputMs));
}

/** End of each response body, ms since issue without connection set-up, added up: the latency that is scored. */
export function lifecycleMs({ exchanges }: MeasuredAttempt): number | undefined {
  return total(exchanges.map(({ timeline }) => timeline.endMs - timeline.connectMs));
}

/** How late the latest request was issued, ms. */
export function scheduleLagMs({ exchanges }: MeasuredAttempt): number | undefined {
  return worst(exchanges.map((exchange) => exchange.scheduleLagMs));
}

/** Latency as the schedule saw it: what was lost waiting to be issued counts (no coordinated omission). */
export function responseMs(attempt: MeasuredAttempt): number | undefined {
  const lagMs = total(attempt.exchanges.map((exchange) => exchange.scheduleLagMs));
  const latency = latencyMs(attempt);
  return lagMs === undefined || latency === undefined ? undefined : latency + lagMs;
}

/** Worst event-loop stall of the timing side while the attempt ran, ms. */
export function clientLagMs({ exchanges }: MeasuredAttempt): number | undefined {
  return worst(exchanges.map((exchange) => exchange.clientLagMs));
}

/** ms since issue without connection set-up. */
export function firstOutputMs({ timeline }: MeasuredExchange): number | undefined {
  return difference(outputEvents(timeline)[0]?.atMs, timeline.connectMs);
}

/** ms since issue without connection set-up. */
export function lastOutputMs({ timeline }: MeasuredExchange): number | undefined {
  return difference(outputEvents(timeline).at(-1)?.atMs, timeline.connectMs);
}

function answerOfExchangeMs({ timeline, answerMs }: MeasuredExchange): number | undefined {
  return difference(answerMs, timeline.connectMs);
}

function firstOfKindMs({ timeline }: MeasuredExchange, kind: StreamEvent['kind']): number | undefined {
  return difference(outputEvents(timeline).find((event) => event.kind === kind)?.atMs, timeline.connectMs);
}

function difference(later: number | undefined, earlier: number | undefined): number | undefined {
  return later === undefined || earlier === undefined ? undefined : later - earlier;
}
