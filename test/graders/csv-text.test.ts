import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv } from '../../src/graders/csv-text.js';

test.each([
  ['a plain table', 'a,b\n1,2\n', ['a', 'b'], [['1', '2']]],
  ['CRLF and no end', 'a,b\r\n1,2', ['a', 'b'], [['1', '2']]],
  ['quoted fields', '"a","b"\n"1,5","say ""hi"""', ['a', 'b'], [['1,5', 'say "hi"']]],
  ['a line break in a field', 'a,b\n"1\n2",3', ['a', 'b'], [['1\n2', '3']]],
  ['empty fields', 'a,b\n,\n', ['a', 'b'], [['', '']]],
  ['blank lines', '\na\n\n1\n\n', ['a'], [['1']]],
  ['a header alone', 'a,b\n', ['a', 'b'], []],
])('%s is read', (...[, text, header, rows]) =>
  expect(readCsv(text)).toEqual({ kind: 'table', header, rows }),
);

test.each([
  ['nothing', ''],
  ['a row too short', 'a,b\n1'],
  ['a row too long', 'a,b\n1,2,3'],
  ['a quotation mark never closed', 'a\n"1'],
  ['text after a quotation mark', 'a\n"1"x'],
  ['a quotation mark inside', 'a\n1"'],
  ['too many fields', 'a\n'.repeat(200_001)],
])('%s is no table', (_, text) => expect(readCsv(text).kind).toBe('not_csv'));

test('what a writer quotes is read back', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '1') });
  const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 5 }), (rows) => {
      const text = ['h,i', ...rows.map((row) => row.map(quoted).join(','))].join('\r\n');
      expect(readCsv(text)).toEqual({ kind: 'table', header: ['h', 'i'], rows });
    }),
  );
});

test('no text makes reading throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r') }), (text) => {
      expect(['table', 'not_csv']).toContain(readCsv(text).kind);
    }),
  );
});
