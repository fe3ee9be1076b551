import { expect, test } from 'vitest';
import { Departures } from '../../src/target/departures.js';
import type { SendOrder } from '../../src/target/timing-messages.js';

const order = (id: number, dueAtMs?: number): SendOrder => ({
  kind: 'send',
  id,
  method: 'POST',
  path: '/',
  headers: {},
  body: undefined,
  dueAtMs,
  maxBodyBytes: 1,
});
const nowMs = () => performance.now();

/** Departures on the real clock, and how early each left: an early one would be a wrong time. */
function departures() {
  const left: { readonly id: number; readonly lateMs: number }[] = [];
  const waiting = new Departures(nowMs, ({ id, dueAtMs }) => {
    left.push({ id, lateMs: nowMs() - (dueAtMs ?? nowMs()) });
  });
  const until = async (count: number) => {
    while (left.length < count) await new Promise((resolve) => void setTimeout(resolve, 1));
  };
  return { waiting, left, until };
}

test('what names no time, or one that has passed, leaves at once', () => {
  const { waiting, left } = departures();
  waiting.add(order(1));
  waiting.add(order(2, nowMs() - 5));

  expect(left.map(({ id }) => id)).toEqual([1, 2]);
});

test('orders leave in the order of their times, whatever order they came in, and never early', async () => {
  const { waiting, left, until } = departures();
  const baseMs = nowMs() + 500;
  for (const [id, afterMs] of [
    [1, 12.4],
    [2, 3.3],
    [3, 0.2],
    [4, 12.4],
    [5, 7],
  ] as const)
    waiting.add(order(id, baseMs + afterMs));
  await until(5);

  expect(left.map(({ id }) => id)).toEqual([3, 2, 5, 1, 4]);
  expect(left.every(({ lateMs }) => lateMs >= 0)).toBe(true);
});

test('what is cancelled never leaves, and nothing else is held up by it', async () => {
  const { waiting, left, until } = departures();
  const baseMs = nowMs() + 500;
  waiting.add(order(1, baseMs));
  waiting.add(order(2, baseMs + 1));

  expect(waiting.cancel(1)).toBe(true);
  await until(1);
  expect(left.map(({ id }) => id)).toEqual([2]);
  expect(waiting.cancel(2)).toBe(false);
});
