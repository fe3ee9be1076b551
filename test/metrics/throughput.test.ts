import { describe, expect, test } from 'vitest';
import { chunkTokenRatio, coalescedShare, tokensPerSecond, tpotMs } from '../../src/metrics/throughput.js';
import { measuredExchange } from '../support/measured.js';

const steady = measuredExchange(
  [
    [500, 'content', 'a'],
    [700, 'content', 'b'],
    [1_000, 'content', 'c'],
  ],
  { usage: { completionTokens: 11 } },
);
const lump = measuredExchange([[800, 'content', 'abc']], { usage: { completionTokens: 100 } });

describe('time per output token', () => {
  test('leaves the first token out', () => {
    expect(tpotMs({ exchanges: [steady] })).toBe(50);
  });

  test('comes from our own count where usage is missing', () => {
    expect(tpotMs({ exchanges: [{ ...steady, usage: undefined }] })).toBeCloseTo(500 / 19, 12);
  });

  test('is absent for a lump, and under two tokens', () => {
    expect(tpotMs({ exchanges: [lump] })).toBeUndefined();
    expect(tpotMs({ exchanges: [{ ...steady, usage: { completionTokens: 1 } }] })).toBeUndefined();
  });

  test('adds exchanges up, passing over lumps', () => {
    expect(tpotMs({ exchanges: [steady, lump, steady] })).toBe(50);
  });
});

test('throughput is completion tokens by latency', () => {
  expect(tokensPerSecond({ exchanges: [steady] })).toBe(11);
  expect(tokensPerSecond({ exchanges: [steady, lump] })).toBeCloseTo(111 / 1.8, 12);
  expect(tokensPerSecond({ exchanges: [measuredExchange([])] })).toBeUndefined();
});

describe('coalesced share', () => {
  test('is the share of frames with output whose read brought another such frame', () => {
    const exchange = measuredExchange([
      [100, 'content', 'a', { read: 0 }],
      [100, 'content', 'b', { read: 0 }],
      [200, 'content', 'c', { read: 1 }],
      [300, 'content', 'd', { read: 2 }],
      [300, 'finish', '', { read: 2 }],
      [300, 'done', '', { read: 2 }],
    ]);

    expect(coalescedShare({ exchanges: [exchange] })).toBe(0.5);
    expect(coalescedShare({ exchanges: [exchange, steady] })).toBeCloseTo(2 / 7, 12);
  });

  test('one frame that says two things is one frame', () => {
    const exchange = measuredExchange([
      [100, 'reasoning', 'a', { frame: 0, read: 0 }],
      [100, 'content', 'b', { frame: 0, read: 0 }],
    ]);

    expect(coalescedShare({ exchanges: [exchange] })).toBe(0);
  });

  test('is absent without output', () => {
    expect(coalescedShare({ exchanges: [measuredExchange([[1, 'keepalive']])] })).toBeUndefined();
  });
});

test('chunks per token tell lumps from a stream', () => {
  expect(chunkTokenRatio({ exchanges: [steady] })).toBeCloseTo(3 / 11, 12);
  expect(chunkTokenRatio({ exchanges: [lump] })).toBe(0.01);
  expect(chunkTokenRatio({ exchanges: [{ ...lump, usage: { completionTokens: 0 } }] })).toBeUndefined();
});
