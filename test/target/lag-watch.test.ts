import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LagWatch } from '../../src/target/lag-watch.js';

let nowMs = 0;

/** The timer fires `lateMs` after it should. */
function tick(lateMs: number): void {
  nowMs += 5 + lateMs;
  vi.advanceTimersByTime(5);
}

beforeEach(() => {
  vi.useFakeTimers();
  nowMs = 1_000;
});
afterEach(() => vi.useRealTimers());

test('a span has the worst lateness of the ticks inside it', () => {
  const watch = new LagWatch(() => nowMs);
  const early = watch.begin();
  tick(0.5);
  const late = watch.begin();
  tick(3);
  tick(1);

  expect(watch.end(late)).toBeCloseTo(3);
  tick(40);
  expect(watch.end(early)).toBeCloseTo(40);
});

test('a tick that is due and has not come counts at the end', () => {
  const watch = new LagWatch(() => nowMs);
  const span = watch.begin();
  nowMs += 105;

  expect(watch.end(span)).toBeCloseTo(100);
});

test('nothing ticks while nobody watches', () => {
  const watch = new LagWatch(() => nowMs);
  watch.end(watch.begin());

  expect(vi.getTimerCount()).toBe(0);
});
