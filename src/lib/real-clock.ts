import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from './clock.js';

export const realClock: Clock = {
  nowMs: () => performance.now(),
  wall: () => new Date(),
  sleep: (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }),
};
