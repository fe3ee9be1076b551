import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextStartAt } from '../../src/arena/cadence.js';

const floorMs = 180_000;

test.each([
  { name: 'the first cohort starts at once', previous: undefined, nowMs: 1_000, at: 1_000 },
  { name: 'an early end waits for the floor', previous: ran(0, 30_000), nowMs: 40_000, at: 180_000 },
  { name: 'a late end starts the next at once', previous: ran(0, 290_000), nowMs: 290_000, at: 290_000 },
  { name: 'a worker that comes back late starts at once', previous: ran(0, 9), nowMs: 900_000, at: 900_000 },
  { name: 'a clock that went backwards waits a whole floor', previous: ran(50, 90), nowMs: 70, at: 180_070 },
  { name: 'nothing starts while a cohort runs', previous: ran(0, undefined), nowMs: 400_000, at: Infinity },
])('$name', ({ previous, nowMs, at }) => {
  expect(nextStartAt(previous, { nowMs, floorMs })).toBe(at);
});

function ran(startedAt: number, endedAt: number | undefined) {
  return { startedAt, endedAt };
}

test('the floor is never broken, however often and whenever the worker restarts', () => {
  fc.assert(
    fc.property(
      fc.nat(1e6),
      fc.nat(3e5),
      fc.array(fc.nat(1e6), { minLength: 1 }),
      (startedAt, length, nows) => {
        const previous = { startedAt, endedAt: startedAt + length };
        for (const nowMs of nows) {
          const at = nextStartAt(previous, { nowMs, floorMs });
          expect(at).toBeGreaterThanOrEqual(nowMs);
          if (nowMs >= previous.endedAt) expect(at).toBeGreaterThanOrEqual(startedAt + floorMs);
          else expect(at).toBe(nowMs + floorMs);
        }
      },
    ),
  );
});
