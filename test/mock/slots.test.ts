import { expect, test, vi } from 'vitest';
import { Slots } from '../../src/mock/slots.js';

test('as many as there are slots go on at a time, the rest in turn', async () => {
  const slots = new Slots({ count: 2, heldMs: 0 });
  const order: number[] = [];
  await slots.take();
  await slots.take();
  const waiting = [3, 4].map((number) => slots.take().then(() => order.push(number)));
  await Promise.resolve();

  expect(order).toEqual([]);
  slots.give({ wasAborted: false });
  await waiting[0];
  expect(order).toEqual([3]);
  slots.give({ wasAborted: true });
  await waiting[1];
  expect(order).toEqual([3, 4]);
});

test('a slot whose client went away stays taken for a while where the rules say so', async () => {
  vi.useFakeTimers();
  try {
    const slots = new Slots({ count: 1, heldMs: 60_000 });
    let isTaken = false;
    await slots.take();
    slots.give({ wasAborted: true });
    void slots.take().then(() => (isTaken = true));
    await vi.advanceTimersByTimeAsync(59_999);
    expect(isTaken).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(isTaken).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});
