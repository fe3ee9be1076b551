import type { Clock } from '../../lib/clock.js';

/** The calendar in ms since 1970: what the store holds. */
export function wallMs(clock: Clock): number {
  return clock.wall().getTime();
}
