import { setTimeout as delay } from 'node:timers/promises';
import { sharedClockAnchorMs } from '../target/shared-clock.js';

/**
 * The clock that every process of this machine shares, ms: `process.hrtime`, which is CLOCK_MONOTONIC on Linux, the
 * mach clock on macOS and the performance counter on Windows. One of each for a whole system, all counting from its
 * start. Read through `performance.now()`, which is cheaper and makes no garbage.
 */
const anchorMs = sharedClockAnchorMs();

export function sharedNowMs(): number {
  return performance.now() + anchorMs;
}

/** Resolves at or just after `atMs` on the shared clock. */
export async function untilSharedMs(atMs: number): Promise<void> {
  const waitMs = atMs - sharedNowMs();
  if (waitMs > 0) await delay(waitMs);
}
