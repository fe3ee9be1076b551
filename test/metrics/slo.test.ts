import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokenTerms, formatSlo, parseSlo } from '../../src/metrics/slo.js';
import { measuredExchange, type EventSketch } from '../support/measured.js';

const answer: readonly EventSketch[] = [
  [1_000, 'content', 'Hel'],
  [2_500, 'content', 'lo'],
  [2_600, 'done'],
];
const slo = { ttft: 2_000, latency: 3_000, gap: 1_600 };
const broken = (terms: typeof slo, scheduleLagMs = 0) =>
  brokenTerms({ exchanges: [measuredExchange(answer, { scheduleLagMs })] }, terms);

test('terms are read in any order and written in one', () => {
  expect(parseSlo('gap=500ms, ttft=2s')).toEqual({ ttft: 2_000, gap: 500 });
  expect(formatSlo({ gap: 500, ttft: 2_000 })).toBe('ttft=2s,gap=500ms');
});

test.each([
  '',
  'ttft',
  'ttft=',
  'ttft=0s',
  'tttf=2s',
  'ttft=2s,ttft=3s',
  'ttft=2s,',
  'ttft=-1s',
  'ttft=2s;gap=1s',
])('"%s" is no objective', (text) => {
  expect(parseSlo(text)).toBeUndefined();
});

test('what is written reads back as the same', () => {
  const times = fc.integer({ min: 1, max: 10_000_000 });
  fc.assert(
    fc.property(
      fc.record({ ttft: times, latency: times, gap: times }, { requiredKeys: ['ttft'] }),
      (terms) => {
        expect(parseSlo(formatSlo(terms))).toEqual(terms);
      },
    ),
  );
});

test('an answer keeps a term up to the millisecond', () => {
  expect(broken(slo)).toEqual([]);
  expect(broken({ ...slo, ttft: 1_000, latency: 2_500, gap: 1_500 })).toEqual([]);
  expect(broken({ ttft: 999, latency: 2_499, gap: 1_499 })).toEqual(['ttft', 'latency', 'gap']);
});

test('time that a request waited to be issued counts, for all but gaps', () => {
  expect(broken(slo, 1_001)).toEqual(['ttft', 'latency']);
});

test('a term that is not asked for is not broken, and what never came breaks what is asked for', () => {
  const silent = { exchanges: [measuredExchange([[100, 'done']])] };

  expect(brokenTerms(silent, { gap: 10 })).toEqual([]);
  expect(brokenTerms(silent, { ttft: 10_000, latency: 10_000 })).toEqual(['ttft', 'latency']);
});
