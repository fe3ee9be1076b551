import { expect, test } from 'vitest';
import { parseDurationMs } from '../../src/lib/duration.js';

test('a bare number is seconds, written as a number or as text', () => {
  expect(parseDurationMs(30)).toBe(30_000);
  expect(parseDurationMs('30')).toBe(30_000);
  expect(parseDurationMs(0.5)).toBe(500);
});

test.each([
  ['300ms', 300],
  ['10s', 10_000],
  ['1.5s', 1_500],
  ['5m', 300_000],
  ['1h', 3_600_000],
  [' 10 s ', 10_000],
  ['0', 0],
])('%s is %d ms', (text, ms) => {
  expect(parseDurationMs(text)).toBe(ms);
});

test.each(['', 's', '10 seconds', '-1s', '1e3', '10sm', '5d', 'Infinity', '1:30', '.5s', '9'.repeat(30)])(
  '%s is no duration',
  (text) => {
    expect(parseDurationMs(text)).toBeUndefined();
  },
);

test.each([Number.NaN, Number.POSITIVE_INFINITY, -1])('the number %d is no duration', (value) => {
  expect(parseDurationMs(value)).toBeUndefined();
});
