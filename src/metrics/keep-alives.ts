import { lifecycleMs } from './latency.js';
import type { MeasuredAttempt, MeasuredExchange } from './measured.js';
import { worstPresent } from './join.js';
import { isOutput } from '../target/timeline.js';

/** Kinds that say "still here" and nothing else. */
const signKinds: ReadonlySet<string> = new Set(['keepalive', 'empty', 'role', 'usage']);

/** Comments and empty data frames. */
export function keepAlives({ exchanges }: MeasuredAttempt): number | undefined {
  if (exchanges.length === 0) return undefined;
  return exchanges.reduce(
    (sum, { timeline }) => sum + timeline.events.filter(({ kind }) => kind === 'keepalive').length,
    0,
  );
}

/** Keep-alives in a minute of lifecycle. */
export function keepAlivesPerMinute(attempt: MeasuredAttempt): number | undefined {
  const count = keepAlives(attempt);
  const lifetimeMs = lifecycleMs(attempt);
  if (count === undefined || lifetimeMs === undefined || lifetimeMs <= 0) return undefined;
  return count / (lifetimeMs / 60_000);
}

/**
 * Where keep-alives bridge a wait for output: the longest time between neighbouring signs of life in such a wait, its
 * ends (issue, output, end of the body) included, ms. Undefined: no keep-alive came.
 */
export function keepAliveMaxMs({ exchanges }: MeasuredAttempt): number | undefined {
  return worstPresent(exchanges.map(keepAliveMaxOfExchangeMs));
}

function keepAliveMaxOfExchangeMs({ timeline }: MeasuredExchange): number | undefined {
  let longestMs: number | undefined;
  let [longestInWaitMs, isBridged, lastSignMs] = [0, false, timeline.connectMs];
  function endWait(atMs: number): void {
    longestInWaitMs = Math.max(longestInWaitMs, atMs - lastSignMs);
    if (isBridged) longestMs = Math.max(longestMs ?? 0, longestInWaitMs);
    [longestInWaitMs, isBridged, lastSignMs] = [0, false, atMs];
  }
  for (const event of timeline.events) {
    if (isOutput(event)) {
      endWait(event.atMs);
    } else if (signKinds.has(event.kind)) {
      longestInWaitMs = Math.max(longestInWaitMs, event.atMs - lastSignMs);
      lastSignMs = event.atMs;
      isBridged ||= event.kind === 'keepalive';
    }
  }
  endWait(timeline.endMs);
  return longestMs;
}
