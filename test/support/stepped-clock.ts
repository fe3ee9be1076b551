import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/lib/clock.js';
import { ScriptedClock } from './scripted-clock.js';

/** A clock that a test moves by hand: of one process, while nothing says when all has settled. */
export interface SteppedClock extends Clock {
  /** Passes `ms`, waking who sleeps in their order, and lets everything that follows from it settle. */
  pass(ms: number): Promise<void>;
  /** The process stands still for `ms`: nobody wakes until time passes again. */
  freeze(ms: number): void;
}

export function steppedClock(startMs = 1_800_000_000_000): SteppedClock {
  const script = new ScriptedClock(startMs);
  const settle = async () => {
    for (let turn = 0; turn < 5; turn++) await setImmediate();
  };
  return {
    ...script.process(),
    freeze: (ms) => {
      script.freeze(ms);
    },
    pass: async (ms) => {
      const untilMs = script.trueMs + ms;
      await settle();
      while (script.advance(untilMs)) await settle();
      await settle();
    },
  };
}
