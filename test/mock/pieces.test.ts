import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pieces } from '../../src/mock/pieces.js';

test('a text is cut at words, with the white space before them', () => {
  expect(pieces('one two\n  three ', 99)).toEqual(['one', ' two', '\n  three', ' ']);
});

test('long words are cut too', () => {
  expect(pieces('a'.repeat(50), 99).map(({ length }) => length)).toEqual([24, 24, 2]);
});

test('nothing gives nothing', () => {
  expect(pieces('', 10)).toEqual([]);
});

test('pieces joined are the text, never more than asked for, never half a character', () => {
  const text = fc
    .array(fc.constantFrom('a', ' ', '\n', '👍', '渡', 'word', '\t\t', 'x'.repeat(30)))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 50 }), (original, most) => {
      const cut = pieces(original, most);
      expect(cut.join('')).toBe(original);
      expect(cut.length).toBeLessThanOrEqual(most);
      for (const piece of cut) expect(piece).not.toMatch(/^$|\p{Cs}/u);
    }),
  );
});
