import { expect, test } from 'vitest';
import { turnsAt } from '../../src/judge/pace.js';
import type { Clock } from '../../src/lib/clock.js';
import { realClock } from '../../src/lib/real-clock.js';

function clockAt(nowMs: number) {
  const waits: number[] = [];
  const time = { nowMs };
  const clock: Clock = {
    ...realClock,
    nowMs: () => time.nowMs,
    sleep: (ms) => Promise.resolve(void waits.push(ms)),
  };
  return { clock, waits, time };
}

test('turns are evenly apart, and time that passed unused is not made up for', async () => {
  const { clock, waits, time } = clockAt(1_000);
  const takeTurn = turnsAt(4, clock);
  await Promise.all([takeTurn(), takeTurn(), takeTurn()]);
  expect(waits).toEqual([250, 500]);
  time.nowMs = 60_000;
  await Promise.all([takeTurn(), takeTurn()]);
  expect(waits).toEqual([250, 500, 250]);
});

test('without a rate nobody waits', async () => {
  const { clock, waits } = clockAt(0);
  const takeTurn = turnsAt(undefined, clock);
  await Promise.all([takeTurn(), takeTurn()]);
  expect(waits).toEqual([]);
});

test('whoever gives up waiting gets its own reason', async () => {
  const takeTurn = turnsAt(0.001, realClock);
  await takeTurn();
  await expect(takeTurn(AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
});
