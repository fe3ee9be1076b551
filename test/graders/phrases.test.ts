import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findPhrase, firstOutOfOrder, holdsPhrase } from '../../src/graders/phrases.js';

test.each([
  ['the cat sat', 'cat'],
  ['(cat)', 'cat'],
  ['cat', 'cat'],
  ['it costs $12.', '$12'],
  ['it costs 12.', '12'],
  ['12, 13 and 14', '13'],
  ['a range of 10-12', '12'],
  ['12% of all', '12%'],
  ['concatenate a cat', 'cat'],
  ['nx-ab12cd34 is it', 'nx-ab12cd34'],
])('%j holds %j', (text, phrase) => expect(holdsPhrase(text, phrase)).toBe(true));

test.each([
  ['concatenate', 'cat'],
  ['cats', 'cat'],
  ['cat5', 'cat'],
  ['caté', 'cat'],
  ['cat\u0301', 'cat'],
  ['12.5', '12'],
  ['1,120', '120'],
  ['1,120', '1'],
  ['0.12', '12'],
  ['.12', '12'],
  ['it is -12', '12'],
  ['112', '12'],
  ['𝟏12', '12'],
  ['anything', ''],
])('%j does not hold %j', (text, phrase) => expect(holdsPhrase(text, phrase)).toBe(false));

test('a phrase is found from an offset on', () => {
  expect(findPhrase('a b a', 'a')).toBe(0);
  expect(findPhrase('a b a', 'a', 1)).toBe(4);
  expect(findPhrase('a b a', 'a', 5)).toBe(-1);
});

test('a found phrase stands where it is said to stand', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'grapheme', minLength: 1 }),
      (before, phrase) => {
        const text = `${before} ${phrase} after`;
        const at = findPhrase(text, phrase);
        if (at >= 0) expect(text.slice(at, at + phrase.length)).toBe(phrase);
      },
    ),
  );
});

test('the first phrase out of order is named', () => {
  expect(firstOutOfOrder('one two three', ['one', 'three'])).toBeUndefined();
  expect(firstOutOfOrder('one two three', ['three', 'two'])).toBe('two');
  expect(firstOutOfOrder('one', ['one', 'one'])).toBe('one');
});
