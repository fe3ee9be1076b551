import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonObjectsIn } from '../../src/judge/json-objects.js';

describe('jsonObjectsIn', () => {
  test.each([
    ['an object alone', '{"a":1}', [{ a: 1 }]],
    ['one in a fence', 'Here:\n```json\n{"a":{"b":"}"}}\n```\nBye', [{ a: { b: '}' } }]],
    ['one after a stray brace', 'I use {braces} and { more: {"a":1}', [{ a: 1 }]],
    ['several', '{"a":1} then {"b":"\\"}"}', [{ a: 1 }, { b: '"}' }]],
    ['none in an array of numbers', '[1,2]', []],
    ['none in a cut-off one', '{"a":', []],
  ])('finds %s', (_, text, objects) => {
    expect(jsonObjectsIn(text)).toEqual(objects);
  });

  test('gives up on endless braces in bounded time', () => {
    expect(jsonObjectsIn('{'.repeat(5_000_000))).toEqual([]);
    expect(jsonObjectsIn(`${'{"'.repeat(100_000)}{"a":1}`)).toEqual([]);
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('{', '}', '"', '\\', 'a', ':', '1', ',')), (parts) => {
        expect(jsonObjectsIn(parts.join(''))).toBeInstanceOf(Array);
      }),
    );
  });
});
