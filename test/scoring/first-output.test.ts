import { expect, test } from 'vitest';
import { firstMs, sustainedMs } from '../../src/scoring/first-output.js';
import { janusComposite as profile } from '../../src/scoring/profile.js';
import { delta, scoredExchange, sign } from '../support/scored-run.js';

const sustained = (changes: Parameters<typeof scoredExchange>[0]) =>
  sustainedMs(scoredExchange(changes), profile);
const first = (changes: Parameters<typeof scoredExchange>[0]) => firstMs(scoredExchange(changes), profile);

test('output that keeps coming counts from its first delta', () => {
  expect(sustained({})).toBe(400);
});

test('a first delta before a silence is pushed back by one and a half of what the gap has over 2 s', () => {
  expect(sustained({ endMs: 6_000, events: [delta(100), delta(4_100)] })).toBe(100 + 1.5 * 2_000);
});

test('the gap after the last delta runs to the end', () => {
  expect(sustained({ endMs: 6_000, events: [delta(1_000)] })).toBe(1_000 + 1.5 * 3_000);
});

test('signs of life are no output', () => {
  expect(sustained({ events: [sign(10)] })).toBe(Infinity);
});

test('a first delta never counts as earlier than a quarter of the wait for the answer, or for the end without one', () => {
  expect(first({ answerMs: 1_400 })).toBe(400);
  expect(
    first({ endMs: 8_000, answerMs: 4_000, events: [delta(100), delta(2_000), delta(4_000), delta(6_000)] }),
  ).toBe(1_000);
  expect(
    first({
      endMs: 8_000,
      answerMs: undefined,
      events: [delta(100), delta(2_000), delta(4_000), delta(6_000)],
    }),
  ).toBe(2_000);
});
