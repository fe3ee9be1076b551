import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvField, csvLine } from '../../src/lib/csv.js';
import { hostileTexts } from '../support/hostile-text.js';

test('a line ends in CRLF and what was not measured is an empty field', () => {
  expect(csvLine(['a', 1.5, null, undefined, true])).toBe('a,1.5,,,true\r\n');
});

test('quotes and commas are quoted', () => {
  expect(csvField('say "hi", ok')).toBe('"say ""hi"", ok"');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '  =1', '\t=1', '"=1', '＝1', '|calc'])(
  'a spreadsheet reads %j as text',
  (text) => {
    expect(csvField(text)).toMatch(/^"?'/u);
  },
);

test('numbers are numbers, also below zero', () => {
  expect(csvField(-1.5)).toBe('-1.5');
});

test('foreign text stays in its own field and on its own line', () => {
  for (const text of [...Object.values(hostileTexts), 'a,b\n"c"']) {
    const line = csvLine(['before', text, 'after']);
    expect(parseLine(line.slice(0, -2))).toHaveLength(3);
    expect(line.slice(0, -2)).not.toMatch(/[\r\n\u001B]/u);
  }
});

test('no text can make a second field', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(parseLine(csvLine([text, 1]).slice(0, -2))).toHaveLength(2);
    }),
  );
});

/** RFC 4180, for one line. */
function parseLine(line: string): readonly string[] {
  const fields = [''];
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === ',' && !quoted) fields.push('');
    else fields.push(`${fields.pop() ?? ''}${character}`);
  }
  expect(quoted).toBe(false);
  return fields;
}
