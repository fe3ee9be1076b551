import { expect, test } from 'vitest';
import { markedText, placesOf } from '../../../src/report/html/marked-text.js';

test('a place is found again in the harmless text, which is shorter', () => {
  const text = '\u001B[31mred\u001B[0m  \tand \u200Bblue';
  const start = text.indexOf('blue');

  expect(markedText(text, [{ start, end: text.length, mark: 'graded' }]).text).toEqual([
    ['red    and ', 'none'],
    ['blue', 'graded'],
  ]);
});

test('evidence lies over what was graded', () => {
  const findings = [
    { start: 0, end: 7, mark: 'graded' as const },
    { start: 4, end: 7, mark: 'evidence' as const },
  ];

  expect(markedText('one two three', findings).text).toEqual([
    ['one ', 'graded'],
    ['two', 'evidence'],
    [' three', 'none'],
  ]);
});

test('where all is graded nothing is marked', () => {
  expect(markedText('42', [{ start: 0, end: 2, mark: 'graded' }]).text).toEqual([['42', 'none']]);
});

test('a long text is cut and says by how much; places beyond the cut do no harm', () => {
  const text = 'word '.repeat(10_000);
  const { text: pieces, leftOut } = markedText(text, [{ start: 49_000, end: 49_004, mark: 'graded' }]);

  expect(pieces.map(([piece]) => piece).join('').length).toBeLessThanOrEqual(12_000);
  expect(leftOut).toMatch(/^… 38,00\d more characters, whole in the journal$/u);
});

test('a quote is found wherever it stands, a few times at most; an empty one nowhere', () => {
  expect(placesOf('ab', 'ab cd ab')).toEqual([
    { start: 0, end: 2, mark: 'evidence' },
    { start: 6, end: 8, mark: 'evidence' },
  ]);
  expect(placesOf('a', 'a'.repeat(100))).toHaveLength(5);
  expect(placesOf('', 'text')).toEqual([]);
});
