import { describe, expect, test } from 'vitest';
import {
  clientLagMs,
  connectMs,
  latencyMs,
  lifecycleMs,
  reasoningMs,
  responseMs,
  scheduleLagMs,
  ttfaMs,
  ttfcMs,
  ttftMs,
  ttftcMs,
} from '../../src/metrics/latency.js';
import { measuredExchange } from '../support/measured.js';

/** Connection 50 ms; role, reasoning, tool call, answer from 900 on, end at 1 500. */
const thinking = measuredExchange(
  [
    [80, 'role'],
    [250, 'reasoning', 'hm'],
    [400, 'tool', 'f'],
    [700, 'content', 'So: '],
    [900, 'content', '42'],
    [1_300, 'content', '.'],
    [1_400, 'finish'],
  ],
  { answerMs: 900, scheduleLagMs: 5, clientLagMs: 2, timeline: { connectMs: 50, endMs: 1_500 } },
);
const quick = measuredExchange([[100, 'content', 'Hi']], {
  answerMs: 100,
  scheduleLagMs: 1,
  clientLagMs: 7,
  timeline: { endMs: 120 },
});

describe('one exchange', () => {
  const attempt = { exchanges: [thinking] };

  test.each([
    ['connectMs', connectMs, 50],
    ['ttftMs', ttftMs, 200],
    ['ttfaMs', ttfaMs, 850],
    ['ttfcMs', ttfcMs, 650],
    ['ttftcMs', ttftcMs, 350],
    ['reasoningMs', reasoningMs, 650],
    ['latencyMs', latencyMs, 1_250],
    ['lifecycleMs', lifecycleMs, 1_450],
    ['scheduleLagMs', scheduleLagMs, 5],
    ['responseMs', responseMs, 1_255],
    ['clientLagMs', clientLagMs, 2],
  ] as const)('%s leaves connection set-up out', (_, metric, expected) => {
    expect(metric(attempt)).toBe(expected);
  });
});

describe('two exchanges', () => {
  const attempt = { exchanges: [thinking, quick] };

  test('first output and first answer are the worst, latency and lifecycle add up', () => {
    expect(ttftMs(attempt)).toBe(200);
    expect(ttfaMs(attempt)).toBe(850);
    expect(latencyMs(attempt)).toBe(1_350);
    expect(lifecycleMs(attempt)).toBe(1_570);
    expect(connectMs(attempt)).toBe(50);
  });

  test('lags are the worst, and what the schedule waited counts in the response', () => {
    expect(scheduleLagMs(attempt)).toBe(5);
    expect(clientLagMs(attempt)).toBe(7);
    expect(responseMs(attempt)).toBe(1_356);
  });

  test('a kind that only one of them has is measured there', () => {
    expect(ttftcMs(attempt)).toBe(350);
    expect(reasoningMs(attempt)).toBe(650);
  });

  test('without output or an answer in one of them there is no worst', () => {
    const mute = measuredExchange([[50, 'keepalive']]);

    expect(ttftMs({ exchanges: [quick, mute] })).toBeUndefined();
    expect(ttfaMs({ exchanges: [quick, mute] })).toBeUndefined();
    expect(latencyMs({ exchanges: [quick, mute] })).toBeUndefined();
    expect(lifecycleMs({ exchanges: [quick, mute] })).toBe(170);
  });
});

test('a tool-only reply: the first output is the answer', () => {
  const attempt = { exchanges: [measuredExchange([[300, 'tool', 'f{}']], { answerMs: 300 })] };

  expect(ttftMs(attempt)).toBe(300);
  expect(ttfaMs(attempt)).toBe(300);
  expect(ttfcMs(attempt)).toBeUndefined();
});

test('a reasoning-only reply has a first output and no answer', () => {
  const attempt = { exchanges: [measuredExchange([[300, 'reasoning', 'hm']])] };

  expect(ttftMs(attempt)).toBe(300);
  expect(ttfaMs(attempt)).toBeUndefined();
  expect(reasoningMs(attempt)).toBeUndefined();
});

test("output of another choice is nobody's answer", () => {
  const attempt = {
    exchanges: [
      measuredExchange([
        [10, 'content', 'look, so quick', { choice: 1 }],
        [300, 'content', 'Hi'],
      ]),
    ],
  };

  expect(ttftMs(attempt)).toBe(300);
});

test('of no exchange at all nothing is measured', () => {
  for (const metric of [connectMs, ttftMs, ttfaMs, latencyMs, lifecycleMs, responseMs, clientLagMs])
    expect(metric({ exchanges: [] })).toBeUndefined();
});
