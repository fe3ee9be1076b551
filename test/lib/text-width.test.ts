import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutToWidth, padEndTo, padStartTo, textWidth, wrapText } from '../../src/lib/text-width.js';

test('wide letters and emoji take two columns, marks none', () => {
  expect(textWidth('abc')).toBe(3);
  expect(textWidth('日本')).toBe(4);
  expect(textWidth('🙂')).toBe(2);
  expect(textWidth('e\u0301')).toBe(1);
  expect(textWidth('█▋·')).toBe(3);
});

test('padding fills up to a width and never cuts', () => {
  expect(padEndTo('日本', 6)).toBe('日本  ');
  expect(padStartTo('7', 3)).toBe('  7');
  expect(padStartTo('long', 2)).toBe('long');
});

test('a cut text fits, and says that it was cut', () => {
  expect(cutToWidth('abcdef', 4)).toBe('abc…');
  expect(cutToWidth('日本語', 4)).toBe('日…');
  expect(cutToWidth('abc', 3)).toBe('abc');
  expect(cutToWidth('abc', 0)).toBe('');
});

test('lines break at spaces, and inside a word only where it is too long', () => {
  expect(wrapText('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrapText('abcdefgh ij', 3)).toEqual(['abc', 'def', 'gh', 'ij']);
  expect(wrapText('', 5)).toEqual(['']);
});

test('no wrapped line is wider than asked, and no letter is lost', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 2, max: 40 }), (text, columns) => {
      const lines = wrapText(text, columns);
      for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(columns);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }),
  );
});
