import type { MeasuredAttempt, MeasuredExchange } from './measured.js';
import { outputReadsMs } from './output-events.js';

/** A gap over this is a stall, ms. */
export const stallMs = 2_000;

/**
 * Differences between consecutive reads that carry output, ms; none spans two exchanges. Undefined where no exchange
 * had two such reads: one chunk has no rhythm to measure.
 */
export function gapsMs({ exchanges }: MeasuredAttempt): readonly number[] | undefined {
  const gaps = exchanges.flatMap(({ timeline }) => differences(outputReadsMs(timeline)));
  return gaps.length === 0 ? undefined : gaps;
}

export function maxGapMs(attempt: MeasuredAttempt): number | undefined {
  return gapsMs(attempt)?.reduce((longest, gap) => Math.max(longest, gap));
}

/** How many gaps are stalls. Keep-alives carry no output, so they hide none. */
export function stalls(attempt: MeasuredAttempt): number | undefined {
  return gapsMs(attempt)?.filter((gap) => gap > stallMs).length;
}

/** Time spent in stalls, each counted whole, ms. */
export function stalledMs(attempt: MeasuredAttempt): number | undefined {
  return gapsMs(attempt)?.reduce((sum, gap) => (gap > stallMs ? sum + gap : sum), 0);
}

/** Longest time with no byte at all, response headers being bytes too, from connection to end, ms. */
export function silenceMs({ exchanges }: MeasuredAttempt): number | undefined {
  return longest(exchanges.map(silenceOfExchangeMs));
}

function silenceOfExchangeMs({ timeline }: MeasuredExchange): number {
  const { connectMs, headersMs = connectMs, reads, endMs } = timeline;
  return longest(differences([connectMs, headersMs, ...reads.map(({ atMs }) => atMs), endMs])) ?? 0;
}

function longest(times: readonly number[]): number | undefined {
  return times.length === 0 ? undefined : times.reduce((left, right) => Math.max(left, right));
}

function differences(stamps: readonly number[]): number[] {
  return stamps.slice(1).map((stamp, index) => stamp - (stamps[index] ?? stamp));
}
