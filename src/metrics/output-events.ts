import { isOutput, type StreamEvent, type Timeline } from '../target/timeline.js';

/**
 * Output of choice 0, in order. The reply is put together from that choice alone, so what other choices say is no
 * answer and may not look like one.
 */
export function outputEvents({ events }: Timeline): readonly StreamEvent[] {
  return events.filter((event) => event.choice === 0 && isOutput(event));
}

/** Stamps of the reads that carry output: events completed by one read arrived together. */
export function outputReadsMs(timeline: Timeline): readonly number[] {
  const atMsByRead = new Map(outputEvents(timeline).map(({ read, atMs }) => [read, atMs]));
  return [...atMsByRead.values()];
}
