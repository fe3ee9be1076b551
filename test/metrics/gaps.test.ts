import { describe, expect, test } from 'vitest';
import { gapsMs, maxGapMs, silenceMs, stalledMs, stalls } from '../../src/metrics/gaps.js';
import { measuredExchange } from '../support/measured.js';

const halting = measuredExchange([
  [100, 'content', 'Hel'],
  [2_100, 'content', 'lo'],
  [3_000, 'keepalive'],
  [4_101, 'content', ' you'],
  [4_101, 'content', '!', { read: 3 }],
  [4_200, 'done'],
]);
const short = measuredExchange([[50, 'content', 'Hi']]);

describe('gaps', () => {
  test('lie between reads that carry output: keep-alives do not cut one, a shared read opens none', () => {
    expect(gapsMs({ exchanges: [halting] })).toEqual([2_000, 2_001]);
  });

  test('a stall is a gap over 2 s', () => {
    expect(maxGapMs({ exchanges: [halting] })).toBe(2_001);
    expect(stalls({ exchanges: [halting] })).toBe(1);
    expect(stalledMs({ exchanges: [halting] })).toBe(2_001);
  });

  test('no gap spans two exchanges', () => {
    expect(gapsMs({ exchanges: [short, halting, short] })).toEqual([2_000, 2_001]);
  });

  test('of one chunk are not measured, which is not the same as none', () => {
    for (const metric of [gapsMs, maxGapMs, stalls, stalledMs])
      expect(metric({ exchanges: [short] })).toBeUndefined();
  });

  test('a steady stream has none over 2 s', () => {
    const steady = measuredExchange([
      [100, 'content', 'a'],
      [200, 'content', 'b'],
    ]);

    expect(stalls({ exchanges: [steady] })).toBe(0);
    expect(stalledMs({ exchanges: [steady] })).toBe(0);
  });
});

describe('silence', () => {
  test('is the longest time without a byte, from connection to end', () => {
    expect(silenceMs({ exchanges: [halting] })).toBe(2_000);
    expect(
      silenceMs({
        exchanges: [measuredExchange([[700, 'content', 'a']], { timeline: { connectMs: 300, endMs: 800 } })],
      }),
    ).toBe(400);
    expect(
      silenceMs({ exchanges: [measuredExchange([[100, 'content', 'a']], { timeline: { endMs: 5_000 } })] }),
    ).toBe(4_900);
  });

  test('ends with the headers, which are bytes too', () => {
    expect(
      silenceMs({ exchanges: [measuredExchange([[700, 'content', 'a']], { timeline: { headersMs: 600 } })] }),
    ).toBe(600);
  });

  test('without any byte is the whole exchange', () => {
    expect(silenceMs({ exchanges: [measuredExchange([], { timeline: { endMs: 30_000 } })] })).toBe(30_000);
    expect(silenceMs({ exchanges: [] })).toBeUndefined();
  });

  test('of two exchanges is the worse one', () => {
    expect(silenceMs({ exchanges: [short, halting] })).toBe(2_000);
  });
});
