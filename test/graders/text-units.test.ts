import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  countSentences,
  countWords,
  filledLines,
  linesOf,
  paragraphsOf,
} from '../../src/graders/text-units.js';

test.each([
  ['one two  three', 3],
  ['state-of-the-art costs 3.5 %', 3],
  ["don't", 1],
  ['- a\n- b\n* **', 2],
  ['before—after', 2],
  ['a\u2800b\u3164c', 3],
  ['', 0],
  ['. — …', 0],
])('%j has %i words', (text, words) => expect(countWords(text)).toBe(words));

test.each([
  ['One. Two! Three?', 3],
  ['It costs 3.5 euros. Really…', 2],
  ['He said “stop.” Then he left.', 2],
  ['Dr. Who met Mr. X at 3 p.m. on Sunday.', 1],
  ['A heading\n\nA sentence.', 2],
  ['1. First item.\n2. Second item.', 2],
  ['wrapped over\ntwo lines.', 1],
  ['no end', 1],
  ['Wait... what?', 2],
  ['你好。 再见。', 2],
  ['...', 0],
  ['', 0],
])('%j has %i sentences', (text, sentences) => expect(countSentences(text)).toBe(sentences));

test('lines end at every kind of line break and know where they start', () => {
  expect(linesOf('a\r\nb\rc\nd\u2028e')).toEqual([
    { text: 'a', start: 0 },
    { text: 'b', start: 3 },
    { text: 'c', start: 5 },
    { text: 'd', start: 7 },
    { text: 'e', start: 9 },
  ]);
});

test('filled lines leave blank ones out', () => {
  expect(filledLines('\n a \n\n\tb\n').map(({ text }) => text)).toEqual(['a', 'b']);
});

test('paragraphs are parted by blank lines', () => {
  expect(paragraphsOf('\na\nb\n \n\nc\n')).toEqual(['a\nb', 'c']);
});

test('line starts point at the lines', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r', '\u2028') }), (content) => {
      for (const { text, start } of linesOf(content))
        expect(content.slice(start).trimStart().startsWith(text)).toBe(true);
    }),
  );
});

test('a million dots are counted in one pass', () => {
  expect(countSentences(`${'.'.repeat(1_000_000)}x`)).toBe(1);
  expect(countSentences('. '.repeat(500_000))).toBe(0);
});
