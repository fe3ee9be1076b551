import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dataUrlsIn, decodeDataUrl, utf8Text } from '../../src/graders/data-url.js';

const url = 'data:text/csv;base64,YSxi';

test.each([
  ['alone', url],
  ['in a link', `[the file](${url})`],
  ['in a link with a title', `[the file](${url} "title")`],
  ['in an image', `![x](${url})`],
  ['in angle brackets', `<${url}>`],
  ['in an attribute', `<a href="${url}">x</a>`],
  ['in backticks', `\`${url}\``],
  ['in a sentence', `Here: ${url} and more`],
])('a data: URL is found %s', (_, text) => {
  expect(dataUrlsIn(text)).toEqual([{ url, start: text.indexOf(url), end: text.indexOf(url) + url.length }]);
});

test.each(['data: a,b', 'metadata:text/csv,a', 'data:,hello', 'the data:', 'DATA'])('%j holds none', (text) =>
  expect(dataUrlsIn(text)).toEqual([]),
);

test('brackets that belong to the URL stay in it', () => {
  expect(dataUrlsIn('[x](data:text/plain,f(x))')[0]?.url).toBe('data:text/plain,f(x)');
});

test('no more than fifty are looked at', () => expect(dataUrlsIn(`${url} `.repeat(1_000))).toHaveLength(50));

function textOf(source: string): string | undefined {
  const decoded = decodeDataUrl(source, 1_000);
  return decoded.kind === 'bytes' ? utf8Text(decoded.bytes) : undefined;
}

test.each([
  ['data:text/csv,a%2Cb%0A1,2', 'a,b\n1,2'],
  ['data:text/csv;charset=utf-8,%C3%A9', 'é'],
  ['data:text/csv;charset=UTF-8;base64,YSxi', 'a,b'],
  ['data:text/csv;base64,YSxiCg==', 'a,b\n'],
  ['data:text/csv;base64,YSxiCg', 'a,b\n'],
  ['data:text/csv;base64,YSxiCg%3D%3D', 'a,b\n'],
  ['DATA:TEXT/CSV;BASE64,YSxi', 'a,b'],
  ['data:text/plain,+', '+'],
  ['data:text/plain,%EF%BB%BFa', 'a'],
  ['data:text/plain,', ''],
])('%s is %j', (source, text) => expect(textOf(source)).toBe(text));

test.each([
  ['no data: URL', 'https://example.org/a.csv'],
  ['no comma', 'data:text/csv;base64'],
  ['a broken percent sign', 'data:text/csv,50%'],
  ['broken hex', 'data:text/csv,%4x'],
  ['foreign characters in base64', 'data:text/csv;base64,YS!xi'],
  ['base64 of an impossible length', 'data:text/csv;base64,YSxiC'],
  ['another charset', 'data:text/csv;charset=utf-16,a'],
  ['more bytes than allowed', `data:text/csv,${'a'.repeat(1_001)}`],
  ['far more bytes than allowed', `data:text/csv;base64,${'A'.repeat(1_000_000)}`],
  ['a header without end', `data:${'x'.repeat(1_000)},a`],
])('%s is a problem', (_, source) => expect(decodeDataUrl(source, 1_000).kind).toBe('problem'));

test('bytes that are no UTF-8 are no text', () =>
  expect(utf8Text(Uint8Array.of(0xff, 0xfe))).toBeUndefined());

test('every text comes back, percent or base64', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const base64 = Buffer.from(text, 'utf8').toString('base64');
      const expected = text.replace(/^\uFEFF/, '');
      expect(textOf(`data:text/plain;base64,${base64}`)).toBe(expected);
      expect(textOf(`data:text/plain,${encodeURIComponent(text)}`)).toBe(expected);
    }),
  );
});
