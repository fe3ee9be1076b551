import type { MeasuredExchange } from '../../src/metrics/measured.js';
import type { EventKind, StreamEvent, Timeline } from '../../src/target/timeline.js';

/** [ms since issue, kind, text] and, where it matters, what else is special. */
export type EventSketch = readonly [
  atMs: number,
  kind: EventKind,
  text?: string,
  rest?: Partial<Omit<StreamEvent, 'atMs' | 'kind' | 'text'>>,
];

/** A timeline in which every event is a frame and a read of its own unless said otherwise. */
export function timelineOf(
  sketches: readonly EventSketch[],
  changes: Partial<Omit<Timeline, 'events'>> = {},
): Timeline {
  const events = sketches.map(([atMs, kind, text = '', rest], index) => ({
    kind,
    atMs,
    frame: index,
    read: index,
    text,
    choice: 0,
    ...rest,
  }));
  const stamps = new Map(events.map(({ read, atMs }) => [read, atMs]));
  return {
    connectMs: 0,
    endMs: events.at(-1)?.atMs ?? 0,
    reads: [...stamps.values()].map((atMs) => ({ atMs, bytes: 20 })),
    events,
    ...changes,
  };
}

export function measuredExchange(
  sketches: readonly EventSketch[],
  {
    timeline,
    ...changes
  }: Partial<Omit<MeasuredExchange, 'timeline'>> & {
    readonly timeline?: Partial<Omit<Timeline, 'events'>>;
  } = {},
): MeasuredExchange {
  return {
    timeline: timelineOf(sketches, timeline),
    ownTokens: { in: 10, out: 20 },
    scheduleLagMs: 0,
    clientLagMs: 0,
    streamed: true,
    ...changes,
  };
}
