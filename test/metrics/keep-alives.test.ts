import { expect, test } from 'vitest';
import { keepAliveMaxMs, keepAlives, keepAlivesPerMinute } from '../../src/metrics/keep-alives.js';
import { measuredExchange } from '../support/measured.js';

const bridged = measuredExchange(
  [
    [100, 'role'],
    [1_000, 'keepalive'],
    [2_500, 'keepalive'],
    [3_000, 'content', 'a'],
    [9_000, 'content', 'b'],
  ],
  { timeline: { endMs: 12_000 } },
);

test('keep-alives are counted, and by the minute', () => {
  expect(keepAlives({ exchanges: [bridged] })).toBe(2);
  expect(keepAlivesPerMinute({ exchanges: [bridged] })).toBe(10);
  expect(keepAlives({ exchanges: [bridged, bridged] })).toBe(4);
  expect(keepAlivesPerMinute({ exchanges: [bridged, bridged] })).toBe(10);
});

test('the longest wait between signs of life is looked for where keep-alives bridge one', () => {
  expect(keepAliveMaxMs({ exchanges: [bridged] })).toBe(1_500);
});

test('the wait runs from the last output, and to the end of the body', () => {
  const trailing = measuredExchange(
    [
      [100, 'content', 'a'],
      [4_100, 'keepalive'],
    ],
    { timeline: { endMs: 9_100 } },
  );

  expect(keepAliveMaxMs({ exchanges: [trailing] })).toBe(5_000);
  expect(keepAliveMaxMs({ exchanges: [bridged, trailing] })).toBe(5_000);
});

test('without a keep-alive there is a count, 0, and no wait to measure', () => {
  const plain = measuredExchange([[100, 'content', 'a']]);

  expect(keepAlives({ exchanges: [plain] })).toBe(0);
  expect(keepAliveMaxMs({ exchanges: [plain] })).toBeUndefined();
  expect(keepAlives({ exchanges: [] })).toBeUndefined();
  expect(keepAlivesPerMinute({ exchanges: [measuredExchange([])] })).toBeUndefined();
});
