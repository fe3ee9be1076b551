import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../src/lib/json.js';
import { difference } from '../../src/graders/same-json.js';

const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);

test('a value does not differ from itself', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(difference(value, value)).toBeUndefined();
    }),
  );
});

test('what differs one way differs the other way', () => {
  fc.assert(
    fc.property(json, json, (left, right) => {
      expect(difference(left, right) === undefined).toBe(difference(right, left) === undefined);
    }),
  );
});

test.each<[Json, Json]>([
  [0.1 + 0.2, 0.3],
  [
    { a: 1, b: 2 },
    { b: 2, a: 1 },
  ],
  [' x ', 'x'],
  ['cafe\u0301', 'café'],
])('%j is %j', (found, wanted) => expect(difference(found, wanted)).toBeUndefined());

test.each<[Json, Json, string]>([
  ['1', 1, 'it is "1", 1 wanted'],
  [null, 0, 'it is null, 0 wanted'],
  ['X', 'x', 'it is "X", "x" wanted'],
  [[1], { 0: 1 }, 'it is a list, an object wanted'],
  [{ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }, 'a[1].b is 2, 3 wanted'],
  [{ a: 1, b: 1 }, { a: 1 }, 'it has a key "b" that is not wanted'],
  [{}, { toString: 1 }, 'it lacks "toString"'],
  [[1, 2], [1], 'it has 2 items, 1 wanted'],
])('%j is not %j: %s', (found, wanted, reason) => expect(difference(found, wanted)).toBe(reason));
