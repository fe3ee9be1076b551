import { expect, test } from 'vitest';
import { defaultThreshold, isTimeMade } from '../../src/compare/thresholds.js';

test.each([
  ['composite', 1, 3],
  ['quality', 1, 5],
  ['modality', 1, 5],
  ['quality/chat', 1, 5],
  ['speed', 2, 5],
  ['cost', 2, 5],
  ['streaming', 2, 5],
  ['successRate', 0.01, 0.05],
  ['ttftMs', Math.log(1.15), Math.log(1.2)],
  ['lifecycleMs', Math.log(1.15), Math.log(1.2)],
  ['costUsd', Math.log(1.1), Math.log(1.15)],
  ['completionTokens', Math.log(1.1), Math.log(1.15)],
])('%s: delta %d, margin %d', (key, delta, margin) => {
  expect(defaultThreshold(key)).toEqual({ delta, margin });
});

test('a key that nobody knows has none', () => {
  expect(() => defaultThreshold('toString')).toThrow(RangeError);
});

test('times, Speed and Streaming are made of times; Cost and categories are not', () => {
  expect(['ttfaMs', 'speed', 'streaming'].every(isTimeMade)).toBe(true);
  expect(['cost', 'composite', 'quality/streaming', 'costUsd'].some(isTimeMade)).toBe(false);
});
