import { describe, expect, test } from 'vitest';
import { commentRanges, isVisible, withoutInvisible } from '../../src/metrics/visible-text.js';

describe('visible text', () => {
  test.each([
    ['nothing', ''],
    ['white space', ' \t\r\n\u00a0\u2003\u3000'],
    ['zero-width characters', '\u200b\u200c\u200d\u2060\ufeff'],
    ['variation selectors and tags', '\ufe0f\u{e0041}'],
    ['Hangul fillers and soft hyphens', '\u3164\u115f\u00ad'],
    ['bidi controls', '\u202e\u2066'],
    ['control characters', '\u0000\u0007\u001b\u009f'],
    ['blank Braille', '\u2800'],
  ])('is not made of %s', (_, text) => {
    expect(isVisible(text)).toBe(false);
    expect(withoutInvisible(text)).toBe('');
  });

  test.each(['.', '0', '你', '🙂', ' x '])('is there in "%s"', (text) => {
    expect(isVisible(text)).toBe(true);
    expect(withoutInvisible(text)).toBe(text.trim());
  });
});

describe('HTML comments', () => {
  test('are found closed, several, and not one inside another', () => {
    expect(commentRanges('a<!-- b -->c<!---->d<!-- <!-- -->')).toEqual([
      [1, 11],
      [12, 19],
      [20, 33],
    ]);
  });

  test('one that never closes is no comment', () => {
    expect(commentRanges('a <!-- b')).toEqual([]);
    expect(commentRanges('<!-->')).toEqual([]);
  });

  test('a million openings take one pass', () => {
    expect(commentRanges('<!--'.repeat(1_000_000))).toEqual([]);
  });
});
