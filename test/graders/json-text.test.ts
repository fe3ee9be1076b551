import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonObjectsIn, readJson } from '../../src/graders/json-text.js';

test('every JSON value is read', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(readJson(` ${text}\n`)).toEqual({ kind: 'json', value: JSON.parse(text) as unknown });
    }),
  );
});

test.each(['', '{', "{'a':1}", '{a:1}', '[1,]', 'NaN', 'undefined', '01'])('%j is no JSON', (text) =>
  expect(readJson(text).kind).toBe('not_json'),
);

test('depth and length have a bound', () => {
  expect(readJson('['.repeat(100) + ']'.repeat(100)).kind).toBe('json');
  expect(readJson('['.repeat(101) + ']'.repeat(101)).kind).toBe('not_json');
  expect(readJson('{"a":'.repeat(100_000)).kind).toBe('not_json');
  expect(readJson(`"${'['.repeat(1_000)}"`).kind).toBe('json');
  expect(readJson(`"${'x'.repeat(1_000_000)}"`).kind).toBe('not_json');
});

test.each([
  ['in {a} there is {"b":"}"} and {"c":{"d":1}}', ['{"b":"}"}', '{"c":{"d":1}}']],
  ['{"a":"\\"{"}', ['{"a":"\\"{"}']],
  ['{ {"a":1}', ['{"a":1}']],
  ['no object', []],
  ['[1, 2]', []],
])('%j holds %j', (text, objects) => {
  expect(jsonObjectsIn(text).map(({ start, end }) => text.slice(start, end))).toEqual(objects);
});
