import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inert, inertBlock } from '../../src/lib/inert.js';
import { hostileTexts, longLine, unsafe } from '../support/hostile-text.js';

test.each(Object.entries(hostileTexts))('%s leaves nothing that acts on a terminal', (_name, text) => {
  expect(inert(text)).not.toMatch(unsafe);
  expect(inert(text)).not.toContain('\n');
});

test('an escape sequence goes whole, not only its first character', () => {
  expect(inert(hostileTexts.ansi)).toBe('red');
  expect(inert(hostileTexts.title)).toBe('after');
  expect(inert(hostileTexts.eightBit)).toBe('red');
  expect(inert(hostileTexts.openTitle)).toBe('');
});

test('a string sequence that is never ended takes its line and not the next', () => {
  expect(inert('\u001B]0;x\nnext')).toBe('next');
});

test('line breaks of every kind become one space', () => {
  expect(inert('one\r\n\n two\u2028three\tfour\u0085five')).toBe('one two three four five');
});

test('ordinary text of any script stays as it is', () => {
  for (const text of ['naïve café', '日本語のテキスト', 'שלום', 'x ≤ 3 → y', '🙂 ok'])
    expect(inert(text)).toBe(text);
});

test('a half of a surrogate pair becomes the replacement character', () => {
  expect(inert(hostileTexts.lone)).toBe('half \uFFFD of a pair');
});

test('marks stacked on one letter are thinned out', () => {
  expect(inert(hostileTexts.marks).length).toBe(5);
});

test('what is cut off ends in an ellipsis and never in half a character', () => {
  expect(inert('abcdef', 4)).toBe('abc…');
  expect(inert('ab🙂🙂', 4)).toBe('ab…');
});

test('ten megabytes cost no more than what is shown', () => {
  const line = longLine();
  const cut = inert(line, 50);

  expect(cut.length).toBeLessThanOrEqual(50);
  expect(cut.endsWith('…')).toBe(true);
  expect(inertBlock(line, { maxChars: 100, maxLines: 3 }).leftOutChars).toBeGreaterThan(9_000_000);
});

test('whatever comes in, what goes out is one bounded harmless line, and a second pass changes nothing', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.integer({ min: 1, max: 100 }),
      (text, max) => {
        const line = inert(text, max);
        expect(line.length).toBeLessThanOrEqual(max);
        expect(line).not.toMatch(unsafe);
        expect(inert(line, max)).toBe(line);
      },
    ),
  );
});

test('a block keeps its lines and its indentation', () => {
  expect(inertBlock('a\n\n  b\r\n\tc', { maxChars: 100, maxLines: 10 })).toEqual({
    lines: ['a', '', '  b', '  c'],
    leftOutChars: 0,
  });
});

test('a block says how much of it is not shown', () => {
  const block = inertBlock('1\n2\n3\n4', { maxChars: 100, maxLines: 2 });

  expect(block.lines).toEqual(['1', '2']);
  expect(block.leftOutChars).toBe(4);
});
