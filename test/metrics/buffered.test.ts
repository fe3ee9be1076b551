import { expect, test } from 'vitest';
import { isBuffered } from '../../src/metrics/buffered.js';
import { timelineOf, type EventSketch } from '../support/measured.js';

/** Forty words, each a frame of its own; `reads` says in which read each came, and when. */
function words(read: (index: number) => { read: number; atMs: number }): EventSketch[] {
  return Array.from({ length: 40 }, (_, index) => {
    const { atMs, read: at } = read(index);
    return [atMs, 'content', 'word ', { read: at }];
  });
}

/** As a proxy hands on: a full memory page at a time. */
const bytes = (reads: readonly number[], size: number) => ({
  reads: reads.map((atMs) => ({ atMs, bytes: size })),
});

test('a stream that comes word by word is not buffered', () => {
  expect(isBuffered(timelineOf(words((index) => ({ read: index, atMs: 300 + 20 * index }))))).toBe(false);
});

test('one that comes in one lump after a wait is', () => {
  expect(isBuffered(timelineOf(words(() => ({ read: 0, atMs: 2_000 }))))).toBe(true);
  expect(isBuffered(timelineOf(words((index) => ({ read: index % 3, atMs: 2_000 + (index % 3) }))))).toBe(
    true,
  );
});

test('one that comes in full buffers is, and bursts of a few small frames are not', () => {
  const lumps = words((index) => ({
    read: Math.floor(index / 20),
    atMs: 500 + 500 * Math.floor(index / 20),
  }));

  expect(isBuffered(timelineOf(lumps, bytes([500, 1_000], 4_096)))).toBe(true);
  expect(isBuffered(timelineOf(lumps, bytes([500, 1_000], 1_800)))).toBe(false);
});

test('a short answer and one that was there at once prove nothing', () => {
  expect(isBuffered(timelineOf(words(() => ({ read: 0, atMs: 2_000 })).slice(0, 9)))).toBe(false);
  expect(isBuffered(timelineOf(words(() => ({ read: 0, atMs: 40 }))))).toBe(false);
  expect(isBuffered(timelineOf([[10, 'done']]))).toBe(false);
});
