import type { ArenaEvent, EventTable } from '../arena/tables/tables.js';
import type { Clock } from '../lib/clock.js';
import { inert } from '../lib/inert.js';
import type { LeaseEvent } from '../store/lease-keeper.js';
import { leaseWords } from './lease-words.js';

/** What the worker tells beside what its loops write down themselves. */
export interface WorkerLog {
  /** A change of the lease: written down, if the store is there, and shown. */
  readonly lease: (event: LeaseEvent) => void;
  /** What went wrong and will be tried again: shown alone, the same at most every 30 s. */
  readonly problem: (problem: unknown) => void;
  /** Resolves when all is written down, or cannot be. */
  readonly settled: () => Promise<void>;
}

const silenceMs = 30_000;

export function openWorkerLog(
  events: EventTable,
  { clock, show }: { readonly clock: Clock; readonly show: (event: ArenaEvent) => void },
): WorkerLog {
  const writing = new Set<Promise<void>>();
  const shownAtMs = new Map<string, number>();
  const dated = (event: Pick<ArenaEvent, 'level' | 'kind' | 'data'>): ArenaEvent => ({
    at: clock.wall().getTime(),
    source: 'worker',
    ...event,
  });
  const problem = (what: unknown) => {
    const why = inert(what instanceof Error ? what.message : String(what), 500);
    const nowMs = clock.nowMs();
    if (nowMs - (shownAtMs.get(why) ?? -Infinity) < silenceMs) return;
    shownAtMs.set(why, nowMs);
    show(dated({ level: 'warning', kind: 'problem', data: { why } }));
  };
  const keep = (event: ArenaEvent) => {
    show(event);
    const written = events
      .add(event)
      .catch(problem)
      .finally(() => void writing.delete(written));
    writing.add(written);
  };
  return {
    problem,
    lease: (event) => {
      if (event.kind === 'problem') problem(event.why);
      else keep(dated(leaseWords(event)));
    },
    settled: async () => {
      await Promise.all(writing);
    },
  };
}
