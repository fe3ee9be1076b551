import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../src/lib/json.js';
import { differences } from '../../src/results/differences.js';

test('each differing leaf is named with both values', () => {
  expect(differences({ a: [1, { b: 2 }], only: true }, { a: [1, { b: 3 }, 4], other: null })).toEqual([
    { path: 'a[1].b', found: '2', expected: '3' },
    { path: 'a[2]', found: 'nothing', expected: '4' },
    { path: 'other', found: 'nothing', expected: 'null' },
    { path: 'only', found: 'true', expected: 'nothing' },
  ]);
});

test('a list is not an object, and 1 is not "1"', () => {
  expect(differences([], {})).toHaveLength(1);
  expect(differences('1', 1)).toHaveLength(1);
});

test('a value does not differ from itself, and does from another', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
      const [a, b] = [left, right].map((value) => JSON.parse(JSON.stringify(value)) as Json);
      expect(differences(a, a)).toEqual([]);
      expect(differences(a, b).length > 0).toBe(JSON.stringify(a) !== JSON.stringify(b));
    }),
    { examples: [[{ a: 1 }, { a: 2 }]] },
  );
});
