import type { Clock } from '../lib/clock.js';

export interface Heartbeat {
  /** Says that this process is there, for `ttlMs` from `atMs` (ms since 1970) on. */
  readonly beat: (time: { readonly atMs: number; readonly ttlMs: number }) => Promise<void>;
  /** Says that it goes. */
  readonly leave: () => Promise<void>;
  readonly clock: Clock;
  readonly everyMs: number;
  readonly ttlMs: number;
  readonly onProblem: (problem: unknown) => void;
}

/** Beats until `signal`, then leaves. A beat that fails is told of, and tried again with the next one. */
export async function beatUntil(signal: AbortSignal, heartbeat: Heartbeat): Promise<void> {
  const { beat, leave, clock, everyMs, ttlMs, onProblem } = heartbeat;
  while (!signal.aborted) {
    await beat({ atMs: clock.wall().getTime(), ttlMs }).catch(onProblem);
    await clock.sleep(everyMs, signal).catch(() => undefined);
  }
  await leave().catch(onProblem);
}
