import type { StreamEvent, Timeline } from '../target/timeline.js';
import { part } from './findings.js';
import type { FindingPart } from './grade.js';

/**
 * Reads within so many ms of an arrival's first one belong to that arrival: it is the network that cuts a lump into reads.
 * A model says a word or two in this time.
 */
export const arrivalMs = 5;

interface Spread {
  readonly minContentEvents?: number | undefined;
  readonly minArrivals?: number | undefined;
  readonly maxFirstShare?: number | undefined;
}

/**
 * How the content of choice 0 was spread over events and over time (METHODOLOGY 1: frames that one read completes share an
 * arrival). How long the waits were does not matter: a slow stream is a stream.
 */
export function arrivalParts(
  timelines: readonly Timeline[],
  { minContentEvents, minArrivals, maxFirstShare }: Spread,
): readonly FindingPart[] {
  const events = timelines.map(contentEvents);
  const count = events.flat().length;
  const arrivals = events.flatMap(charactersByArrival);
  return [
    ...(minContentEvents === undefined
      ? []
      : [
          part(
            'minContentEvents',
            count >= minContentEvents,
            `${count} content events, at least ${minContentEvents} wanted`,
          ),
        ]),
    ...(minArrivals === undefined
      ? []
      : [
          part(
            'minArrivals',
            arrivals.length >= minArrivals,
            `the content came at ${arrivals.length} moments, at least ${minArrivals} wanted`,
          ),
        ]),
    ...(maxFirstShare === undefined ? [] : [sharePart(arrivals, maxFirstShare)]),
  ];
}

function contentEvents({ events }: Timeline): readonly StreamEvent[] {
  return events.filter(({ kind, choice }) => kind === 'content' && choice === 0);
}

function charactersByArrival(events: readonly StreamEvent[]): readonly number[] {
  const characters: number[] = [];
  let beganMs = -Infinity;
  for (const { atMs, text } of events) {
    if (atMs - beganMs > arrivalMs) {
      beganMs = atMs;
      characters.push(0);
    }
    characters.push((characters.pop() ?? 0) + text.length);
  }
  return characters;
}

function sharePart(arrivals: readonly number[], most: number): FindingPart {
  const total = arrivals.reduce((sum, count) => sum + count, 0);
  const largest = arrivals.reduce((greatest, count) => Math.max(greatest, count), 0);
  const share = total === 0 ? 1 : largest / total;
  return part(
    'maxFirstShare',
    share <= most,
    `one arrival brought ${Math.round(share * 100)} % of the content, at most ${Math.round(most * 100)} % wanted`,
  );
}
