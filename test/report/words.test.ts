import { expect, test } from 'vitest';
import { counted, formatCount, formatScore, formatTime } from '../../src/report/words.js';

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

test('a time that is none is harmless to show', () => {
  expect(formatTime('\u001B[2Ja\n::error::\u202Eb')).toBe('a ::error::b');
});
