import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  foldText,
  hasSubstance,
  normalized,
  unwrappings,
  visibleRange,
} from '../../src/graders/plain-text.js';

test.each([
  ['case', 'PARIS', 'paris'],
  ['runs of white space', 'new \t\n york', 'new york'],
  ['no-break and narrow spaces', '1\u00A0234\u202F567', '1 234 567'],
  ['full-width digits and signs', '４２％', '42%'],
  ['minus and dashes', '\u22125 \u20135', '-5 -5'],
  ['curly quotes', '“it’s”', '"it\'s"'],
  ['zero-width characters', 'se\u200Bcr\u2060et\uFEFF', 'secret'],
  ['soft hyphens and bidi marks', 'co\u00ADop\u202E', 'coop'],
  ['composed and decomposed letters', 'cafe\u0301', 'café'],
])('folding makes %s equal', (_, text, folded) => expect(foldText(text)).toBe(folded));

test.each([
  ['a superscript is no digit', '10²', '102'],
  ['a fraction sign is no digits', '½', '1/2'],
  ['Arabic-Indic digits stay what they are', '٤٢', '42'],
  ['mathematical digits stay what they are', '𝟒𝟐', '42'],
  ['a Cyrillic letter is no Latin one', 'с', 'c'],
])('%s', (_, text, other) => expect(foldText(text)).not.toBe(foldText(other)));

test('case is kept where it matters', () => expect(foldText(' Ab ', { caseSensitive: true })).toBe('Ab'));

test('folding twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = foldText(text, { caseSensitive: true });
      expect(foldText(once, { caseSensitive: true })).toBe(once);
    }),
  );
});

test('a long run of combining marks does not make normalising quadratic', () => {
  const hostile = `a${'\u0301\u0323'.repeat(400_000)}`;
  expect(normalized(hostile, 'NFC').length).toBeLessThanOrEqual(31);
});

test('thirty combining marks are kept', () => {
  const many = `q${'\u0301'.repeat(30)}`;
  expect(normalized(many, 'NFD')).toBe(many);
});

test.each([
  ['.', false],
  ['\u200B \n—', false],
  ['a', true],
  ['7', true],
  ['🎉', true],
  ['{}', true],
])('%j says something: %s', (text, expected) => expect(hasSubstance(text)).toBe(expected));

test('the visible range leaves out white space and characters without a shape', () => {
  expect(visibleRange('\u200B\n  Hello \n')).toEqual({ start: 4, end: 9 });
  expect(visibleRange('')).toEqual({ start: 0, end: 0 });
});

test('markdown and quotes come off layer by layer', () => {
  expect(unwrappings(' **"`x`"** ')).toEqual(['**"`x`"**', '"`x`"', '`x`', 'x']);
  expect(unwrappings('“Paris”')).toEqual(['“Paris”', 'Paris']);
  expect(unwrappings('__init__').at(-1)).toBe('init');
  expect(unwrappings('**')).toEqual(['**']);
});
