import { expect, test } from 'vitest';
import { formatDuration, parseDurationMs } from '../../src/lib/duration.js';

test.each([
  [300_000, '5m'],
  [90_000, '90s'],
  [1_500, '1500ms'],
  [7_200_000, '2h'],
  [0, '0ms'],
  [0.5, '0.5ms'],
])('%d ms is written %s, which reads back as the same', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
  expect(parseDurationMs(text)).toBe(ms);
});
