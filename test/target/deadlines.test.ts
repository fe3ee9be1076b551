import { expect, test } from 'vitest';
import { Deadlines } from '../../src/target/deadlines.js';

const timeouts = { firstOutputMs: 100, idleMs: 60, totalMs: 300 };

test('nothing is broken up to the very limit', () => {
  const deadlines = new Deadlines(timeouts);

  expect(deadlines.broken(60)).toBeUndefined();
  expect(deadlines.broken(60.1)?.kind).toBe('timeout_idle');
});

test('bytes that are no output do not delay the limit for the first output', () => {
  const deadlines = new Deadlines(timeouts);
  deadlines.byteCame(50);
  deadlines.byteCame(100);

  expect(deadlines.broken(101)?.kind).toBe('timeout_first_output');
});

test('output that came too late breaks the limit, however late one looks', () => {
  const deadlines = new Deadlines(timeouts);
  deadlines.byteCame(50);
  deadlines.byteCame(105);
  deadlines.outputCame(105);

  expect(deadlines.broken(106)?.kind).toBe('timeout_first_output');
});

test('output in time meets the limit, however late one looks', () => {
  const deadlines = new Deadlines(timeouts);
  deadlines.byteCame(50);
  deadlines.byteCame(100);
  deadlines.outputCame(100);

  expect(deadlines.broken(140)).toBeUndefined();
});

test('a gap that was too long counts although bytes came after it', () => {
  const deadlines = new Deadlines(timeouts);
  deadlines.byteCame(10);
  deadlines.outputCame(10);
  deadlines.byteCame(71);
  deadlines.byteCame(75);

  expect(deadlines.broken(76)?.kind).toBe('timeout_idle');
});

test('of several limits the one broken first counts', () => {
  const deadlines = new Deadlines({ firstOutputMs: 50, idleMs: 60, totalMs: 55 });

  expect(deadlines.broken(1_000)?.kind).toBe('timeout_first_output');
});

test('the total limit holds for a stream that flows', () => {
  const deadlines = new Deadlines(timeouts);
  for (let atMs = 10; atMs <= 310; atMs += 10) deadlines.byteCame(atMs);
  deadlines.outputCame(10);

  expect(deadlines.broken(300)).toBeUndefined();
  expect(deadlines.broken(310)?.kind).toBe('timeout_total');
});

test('a further try begins without a byte but with the clock of the first', () => {
  const deadlines = new Deadlines(timeouts, 90);

  expect(deadlines.nextMs()).toBe(100);
  expect(deadlines.broken(95)).toBeUndefined();
  expect(deadlines.broken(101)?.kind).toBe('timeout_first_output');
});

test('the next look is at the nearest limit', () => {
  const deadlines = new Deadlines(timeouts);
  expect(deadlines.nextMs()).toBe(60);
  deadlines.byteCame(50);
  expect(deadlines.nextMs()).toBe(100);
  deadlines.outputCame(90);
  deadlines.byteCame(90);
  expect(deadlines.nextMs()).toBe(150);
  deadlines.byteCame(290);
  expect(deadlines.nextMs()).toBe(300);
});
