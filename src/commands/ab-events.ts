import { basename } from 'node:path';
import type { PairSide } from '../results/paired-with.js';
import type { OnRunEvent, RunEvent } from '../run/run-event.js';

type Started = Extract<RunEvent, { kind: 'started' }>;

/** The events of both halves as those of one run, for one progress line: attempts are `a chat-1#0`, counts are sums. */
export function joinedEvents(show: OnRunEvent): (event: RunEvent, side?: PairSide) => void {
  const counts = { a: { done: 0, total: 0 }, b: { done: 0, total: 0 } };
  let first: Started | undefined;
  /** One half is told a little sooner than the other that it goes on. */
  const sums = () => ({
    done: counts.a.done + counts.b.done,
    total: 2 * Math.max(counts.a.total, counts.b.total),
  });
  return (event, side) => {
    if (side === undefined) {
      show(event);
      return;
    }
    const named = (text: string) => `${side} ${text}`;
    if (event.kind === 'started' || event.kind === 'attempt_finished')
      counts[side] = { done: event.done, total: event.total };
    if (event.kind === 'started') {
      if (first !== undefined) show(bothStarted(first, event, sums()));
      first ??= event;
    } else if (event.kind === 'attempt_finished') {
      const record = { ...event.record, attemptId: named(event.record.attemptId) };
      show({ ...event, record, ...sums() });
    } else if (event.kind === 'attempt_started' || event.kind === 'first_output')
      show({ ...event, attemptId: named(event.attemptId) });
    else if (event.kind === 'warning') show({ ...event, message: `${side}: ${event.message}` });
    else if (event.kind === 'preflight' && event.note !== 'healthy')
      show({ ...event, note: `${side}: ${event.note}` });
    else show(event);
  };
}

function bothStarted(a: Started, b: Started, sums: Pick<Started, 'done' | 'total'>): Started {
  return { ...a, ...sums, folder: `${a.folder} and ${basename(b.folder)}` };
}
