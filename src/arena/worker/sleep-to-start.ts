import { nextStartAt, type PreviousCohort } from '../cadence.js';
import { wallMs } from './wall-ms.js';
import type { WorkerPorts } from './worker-ports.js';

/** A wall clock this far behind is being corrected, not set back. */
const slewMs = 1_000;

export interface PlannedStart {
  /** By the wall, ms since 1970. */
  readonly nextStartAt: number;
  readonly previous: PreviousCohort | undefined;
  /** By the monotonic clock: a floor after the last start that this process saw; undefined: it saw none. */
  readonly notBeforeMs: number | undefined;
}

/**
 * Waits until a cohort may start. The wait is monotonic, so a wall clock that is set forward shortens nothing; one that
 * is set back meanwhile has the start planned anew, at most a whole floor later. Rejects with the signal's reason.
 */
export async function sleepToStart(
  { clock, settings }: Pick<WorkerPorts, 'clock' | 'settings'>,
  { nextStartAt: planned, previous, notBeforeMs = -Infinity }: PlannedStart,
  signal: AbortSignal,
): Promise<void> {
  let startAt = planned;
  for (;;) {
    const waitMs = Math.max(startAt - wallMs(clock), notBeforeMs - clock.nowMs());
    if (waitMs > 0) await sleepWhole(clock, waitMs, signal);
    signal.throwIfAborted();
    const behindMs = startAt - wallMs(clock);
    if (behindMs <= 0) return;
    if (behindMs > slewMs) {
      startAt = nextStartAt(previous, { nowMs: wallMs(clock), floorMs: settings.startFloorMs });
    }
  }
}

/** Timers may ring a little early. */
async function sleepWhole(clock: WorkerPorts['clock'], ms: number, signal: AbortSignal): Promise<void> {
  const untilMs = clock.nowMs() + ms;
  for (let leftMs = ms; leftMs > 0; leftMs = untilMs - clock.nowMs()) await clock.sleep(leftMs, signal);
}
