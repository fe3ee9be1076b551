import { firstOutputMs, lastOutputMs, latencyMs } from './latency.js';
import type { MeasuredAttempt, MeasuredExchange } from './measured.js';
import { outputEvents, outputReadsMs } from './output-events.js';
import { ownCompletionTokens, completionTokens } from './tokens.js';

/**
 * Time per output token after the first, ms: (latency - ttft) / (completion tokens - 1), times and tokens added up over
 * the exchanges that came in more than one read and have at least two tokens. Undefined: none did.
 */
export function tpotMs({ exchanges }: MeasuredAttempt): number | undefined {
  let [spentMs, tokens] = [0, 0];
  for (const exchange of exchanges) {
    const completed = completedTokens(exchange);
    if (completed < 2 || outputReadsMs(exchange.timeline).length < 2) continue;
    spentMs += (lastOutputMs(exchange) ?? NaN) - (firstOutputMs(exchange) ?? NaN);
    tokens += completed - 1;
  }
  return tokens === 0 ? undefined : spentMs / tokens;
}

/** Completion tokens by latency, 1/s. */
export function tokensPerSecond(attempt: MeasuredAttempt): number | undefined {
  const latency = latencyMs(attempt);
  const tokens = tokensOf(attempt);
  if (latency === undefined || latency <= 0 || tokens === undefined) return undefined;
  return tokens / (latency / 1_000);
}

/** Share of the frames with output that arrived in one read with another such frame, 0 to 1. */
export function coalescedShare({ exchanges }: MeasuredAttempt): number | undefined {
  let [frames, coalesced] = [0, 0];
  for (const { timeline } of exchanges) {
    const readByFrame = new Map(outputEvents(timeline).map(({ frame, read }) => [frame, read]));
    const framesByRead = new Map<number, number>();
    for (const read of readByFrame.values()) framesByRead.set(read, (framesByRead.get(read) ?? 0) + 1);
    frames += readByFrame.size;
    for (const sharing of framesByRead.values()) if (sharing > 1) coalesced += sharing;
  }
  return frames === 0 ? undefined : coalesced / frames;
}

/** Frames with output per completion token: 1 = token by token, near 0 = in lumps. */
export function chunkTokenRatio(attempt: MeasuredAttempt): number | undefined {
  const tokens = tokensOf(attempt);
  if (tokens === undefined || tokens === 0) return undefined;
  const frames = attempt.exchanges.map(
    ({ timeline }) => new Set(outputEvents(timeline).map(({ frame }) => frame)).size,
  );
  return frames.reduce((sum, count) => sum + count, 0) / tokens;
}

/** Reported; where usage is missing, our own count. */
function tokensOf(attempt: MeasuredAttempt): number | undefined {
  return completionTokens(attempt) ?? ownCompletionTokens(attempt);
}

function completedTokens(exchange: MeasuredExchange): number {
  return tokensOf({ exchanges: [exchange] }) ?? 0;
}
