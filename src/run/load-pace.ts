import pLimit from 'p-limit';
import type { Clock } from '../lib/clock.js';
import { mostUnderWay } from './load-shape.js';
import type { PlannedAttempt } from './plan.js';

/** When an attempt of an open loop is due. */
export interface Arrival {
  /** ms since the load began. */
  readonly dueMs: number;
  /** The same on the run's clock. */
  readonly atMs: number;
}

/** Performs one attempt until its last byte is in; in an open loop handed over a little before it is due. */
export type Perform = (attempt: PlannedAttempt, arrival?: Arrival) => Promise<void>;

/** Starts the attempts of a plan in their order and resolves when all have ended. */
export type Pace = (plan: readonly PlannedAttempt[], perform: Perform) => Promise<void>;

/** A new attempt as soon as one of `concurrency` slots is free. */
export function closedLoop(concurrency: number): Pace {
  const slots = pLimit(concurrency);
  return async (plan, perform) => {
    await Promise.all(plan.map((attempt) => slots(() => perform(attempt))));
  };
}

/** The timing side holds a request until it is due: what keeps this thread busy for less than this delays none. */
const leadMs = 500;

export interface OpenLoopOptions {
  readonly arrivalsMs: readonly number[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Attempts on an absolute schedule, whatever comes back: each is due at its place in the list counted from one start, so
 * that no lateness adds up. Where more than 2,048 are under way the next waits and its lateness is recorded.
 */
export function openLoop({ arrivalsMs, clock, signal }: OpenLoopOptions): Pace {
  return async (plan, perform) => {
    const startMs = clock.nowMs() + leadMs;
    const underWay = new Set<Promise<void>>();
    let failure: { readonly problem: unknown } | undefined;
    for (const [index, attempt] of plan.entries()) {
      const dueMs = arrivalsMs[index];
      if (dueMs === undefined) throw new Error('an attempt without an arrival');
      const atMs = startMs + dueMs;
      await sleepUntil(atMs - leadMs, clock, signal);
      if (underWay.size >= mostUnderWay) await Promise.race(underWay);
      if (signal.aborted || failure !== undefined) break;
      const performed = perform(attempt, { dueMs, atMs })
        .catch((problem: unknown) => (failure ??= { problem }))
        .then(() => void underWay.delete(performed));
      underWay.add(performed);
    }
    await Promise.all(underWay);
    if (failure !== undefined) throw failure.problem;
  };
}

/** Resolves at once where the time has passed, and early where the signal fires. */
async function sleepUntil(atMs: number, clock: Clock, signal: AbortSignal): Promise<void> {
  const waitMs = atMs - clock.nowMs();
  if (waitMs <= 0) return;
  await clock.sleep(waitMs, signal).catch((problem: unknown) => {
    if (!signal.aborted) throw problem;
  });
}
