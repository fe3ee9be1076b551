import { expect, test } from 'vitest';
import {
  counted,
  formatCount,
  formatMs,
  formatScore,
  formatShare,
  formatTime,
  formatUsd,
} from '../../src/report/words.js';

test.each([
  [0, '0 ms'],
  [0.414, '0.41 ms'],
  [9.999, '10 ms'],
  [310.4, '310 ms'],
  [999.4, '999 ms'],
  [999.6, '1.00 s'],
  [1_240, '1.24 s'],
  [9_996, '10.0 s'],
  [59_949, '59.9 s'],
  [59_960, '1 min 0 s'],
  [252_000, '4 min 12 s'],
  [7_500_000, '2 h 5 min'],
])('%d ms reads %s', (ms, words) => {
  expect(formatMs(ms)).toBe(words);
});

test.each([
  [1, '100 %'],
  [0, '0 %'],
  [0.9999, '99.9 %'],
  [0.0001, '0.1 %'],
  [0.973, '97.3 %'],
])('a share of %d reads %s: the ends only where they are reached', (share, words) => {
  expect(formatShare(share)).toBe(words);
});

test.each([
  [0, '$0'],
  [0.00003742, '$0.000037'],
  [0.0012, '$0.0012'],
  [0.092, '$0.092'],
  [1.236, '$1.24'],
])('%d dollars read %s', (usd, words) => {
  expect(formatUsd(usd)).toBe(words);
});

test('scores have one decimal, counts have groups', () => {
  expect(formatScore(78.645)).toBe('78.6');
  expect(formatCount(1_234_567)).toBe('1,234,567');
  expect(counted(1, 'attempt')).toBe('1 attempt');
  expect(counted(2, 'attempt')).toBe('2 attempts');
});

test('a time that is none stays what it is', () => {
  expect(formatTime('2026-01-22T14:32:11.000Z')).toBe('2026-01-22 14:32 UTC');
  expect(formatTime('yesterday')).toBe('yesterday');
});
