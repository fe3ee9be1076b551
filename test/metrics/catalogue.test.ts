import { describe, expect, test } from 'vitest';
import { metrics, samplesOf, type MetricName } from '../../src/metrics/catalogue.js';
import { measuredExchange } from '../support/measured.js';

const names = Object.keys(metrics) as MetricName[];

/** Every name of the table in METHODOLOGY section 2. */
const normative = [
  'connectMs ttftMs ttfaMs ttfcMs ttftcMs reasoningMs latencyMs lifecycleMs scheduleLagMs responseMs gapsMs',
  'maxGapMs stalls stalledMs silenceMs keepAlives keepAlivesPerMinute keepAliveMaxMs tpotMs tokensPerSecond',
  'coalescedShare chunkTokenRatio promptTokens completionTokens reasoningTokens cachedTokens ownPromptTokens',
  'ownCompletionTokens costUsd clientLagMs',
].flatMap((line) => line.split(' '));

const attempt = {
  exchanges: [
    measuredExchange(
      [
        [100, 'keepalive'],
        [200, 'reasoning', 'hm'],
        [300, 'tool', 'f{}'],
        [2_600, 'content', 'a'],
        [2_700, 'content', 'b'],
      ],
      {
        answerMs: 2_600,
        usage: { promptTokens: 9, completionTokens: 5, reasoningTokens: 1, cachedTokens: 0 },
      },
    ),
  ],
};

test('holds every metric of the methodology once', () => {
  expect([...names].sort()).toEqual([...normative].sort());
  expect(new Set(names.map((name) => metrics[name].label)).size).toBe(names.length);
});

describe.each(names)('%s', (name) => {
  test('is measured where everything was seen', () => {
    const samples = samplesOf(name, attempt);

    expect(samples.length).toBeGreaterThan(0);
    for (const sample of samples) expect(sample).toBeGreaterThanOrEqual(0);
  });

  test('is absent, never 0, of an attempt without an exchange', () => {
    expect(samplesOf(name, { exchanges: [] })).toEqual([]);
  });
});

test.each([
  ['Ms', 'ms'],
  ['Usd', 'USD'],
  ['Tokens', 'tokens'],
  ['Share', 'share'],
])('a name that ends in %s has the unit %s', (ending, unit) => {
  for (const name of names.filter((candidate) => candidate.endsWith(ending)))
    expect([unit, `${unit}/token`], name).toContain(metrics[name].unit);
});

test('gaps are pooled one by one', () => {
  expect(samplesOf('gapsMs', attempt)).toEqual([100, 2_300, 100]);
});
