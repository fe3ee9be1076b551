import fc from 'fast-check';
import { expect, test } from 'vitest';
import { janusComposite as profile } from '../../src/scoring/profile.js';
import type { ScoredEvent } from '../../src/scoring/score-input.js';
import { streamingParts } from '../../src/scoring/streaming.js';
import { anyExchange, delta, scoredExchange, sign } from '../support/scored-run.js';

const parts = (changes: Parameters<typeof scoredExchange>[0]) =>
  streamingParts(scoredExchange(changes), profile);
const meaningless = (atMs: number): ScoredEvent => ({ ...delta(atMs), meaningful: false });

test('a steady short answer earns everything', () => {
  expect(parts({}).utility).toBe(1);
});

test('a body that was no stream earns nothing, however quick', () => {
  expect(parts({ streamed: false }).utility).toBe(0);
});

test('without a meaningful delta there is nothing to earn', () => {
  expect(parts({ events: [sign(100), meaningless(200)] }).utility).toBe(0);
  expect(parts({ events: [] }).utility).toBe(0);
});

test('keep-alives shorten a gap to a half at the most', () => {
  const pings = [1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000].map(sign);
  const [first, last] = [delta(400), delta(8_400)];

  expect(parts({ endMs: 8_400, events: [first, last] }).effectiveGapMs).toBe(8_000);
  expect(parts({ endMs: 8_400, events: [first, ...pings, last] }).effectiveGapMs).toBe(4_000);
});

test('signs of life are worth less from one a second on and nothing from two, the first three being free', () => {
  const signsIn = (count: number) =>
    parts({ endMs: 10_000, events: [delta(5), ...Array.from({ length: count }, (_, index) => sign(index))] });

  expect(signsIn(13).worth).toBe(1);
  expect(signsIn(18).worth).toBeCloseTo(0.5, 12);
  expect(signsIn(23).worth).toBe(0);
  expect(signsIn(40).alive).toBe(0);
});

test('events that end or break a stream are no signs, but do end a silence', () => {
  const endings = Array.from({ length: 30 }, (_, index): ScoredEvent => ({
    ...sign(1_500 + index),
    role: 'other',
  }));
  const { worth, silenceMs } = parts({ endMs: 3_000, answerMs: 5, events: [delta(5), ...endings] });

  expect(worth).toBe(1);
  expect(silenceMs).toBe(1_495);
});

test('a delta that means nothing ends a silence but is no mark', () => {
  const { gapMs, silenceMs } = parts({ endMs: 4_000, events: [delta(0), meaningless(2_000), delta(4_000)] });

  expect(gapMs).toBe(4_000);
  expect(silenceMs).toBe(2_000);
});

test('the wait for the answer counts for a fifth, whatever streams meanwhile', () => {
  const events = Array.from({ length: 40 }, (_, index) => delta(500 * (index + 1)));

  expect(parts({ endMs: 20_000, answerMs: 20_000, events }).effectiveGapMs).toBe(4_000);
  expect(parts({ endMs: 20_000, answerMs: undefined, events }).effectiveGapMs).toBe(4_000);
});

test('density counts two-second buckets with three new tokens before the answer, the last one cut short', () => {
  const density = (events: readonly ScoredEvent[]) =>
    parts({ endMs: 9_000, answerMs: 7_000, events }).density;

  expect(density([delta(7_000)])).toBeCloseTo(1 - 5 / 7, 12);
  expect(density([delta(2_000, 3), delta(7_000)])).toBeCloseTo(1 - 3 / 7, 12);
  expect(density([delta(2_000, 1), delta(3_999, 2), delta(7_000)])).toBeCloseTo(1 - 3 / 7, 12);
  expect(density([delta(2_000, 2), delta(7_000)])).toBeCloseTo(1 - 5 / 7, 12);
  expect(density([delta(6_500, 3), delta(7_000)])).toBeCloseTo(1 - 4 / 7, 12);
  expect(density([delta(1_999, 30), meaningless(2_500), delta(7_000, 30)])).toBeCloseTo(1 - 5 / 7, 12);
});

test('every part lies within 0 to 1, whatever the stream', () => {
  fc.assert(
    fc.property(anyExchange, (exchange) => {
      const { worth, gap, alive, density, utility } = streamingParts(exchange, profile);
      for (const part of [worth, gap, alive, density, utility]) {
        expect(part).toBeGreaterThanOrEqual(0);
        expect(part).toBeLessThanOrEqual(1 + 1e-12);
      }
    }),
  );
});
