import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visibleText } from '../../src/judge/visible-text.js';

describe('visibleText', () => {
  test.each([
    ['zero-width characters', 'a\u200Bb\u200D\uFEFFc\u2060', 'abc'],
    ['bidi controls', 'a\u202Eb\u2066c\u061C', 'abc'],
    ['tag characters', 'a\u{E0041}\u{E007F}b', 'ab'],
    ['control characters', 'a\u0000b\u001B[31mc\u009Bd\u007F', 'ab[31mcd'],
    ['lone surrogates', 'a\uD800b\uDC00c', 'abc'],
    ['soft hyphens and fillers', 'a\u00ADb\u3164c\u115F', 'abc'],
  ])('takes out %s', (_, original, shown) => {
    expect(visibleText(original).text).toBe(shown);
  });

  test('makes every kind of line break a line feed and keeps tabs', () => {
    expect(visibleText('a\r\nb\rc\u2028d\u2029e\u0085f\n\tg').text).toBe('a\nb\nc\nd\ne\nf\n\tg');
  });

  test('keeps letters of every script, emoji and combining marks', () => {
    const text = 'naïve 東京 мир 👍 e\u0301 ﷺ';
    expect(visibleText(text).text).toBe(text);
  });

  test('knows where each character stood', () => {
    const original = '\u200Bab\r\n\u200B👍c';
    const { text, offsets } = visibleText(original);
    expect(text).toBe('ab\n👍c');
    expect([...offsets]).toEqual([1, 2, 4, 6, 7, 8, 9]);
  });

  test('every shown character but a line break is the original one at its offset', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (original) => {
        const { text, offsets } = visibleText(original);
        expect(offsets).toHaveLength(text.length + 1);
        const standing = [...offsets.slice(0, -1)].map((offset) => original.charAt(offset)).join('');
        expect(text).toBe(standing.replaceAll(/[\r\u0085\u2028\u2029]/g, '\n'));
      }),
    );
  });

  test('done twice is done once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (original) => {
        const once = visibleText(original).text;
        expect(visibleText(once).text).toBe(once);
      }),
    );
  });
});
