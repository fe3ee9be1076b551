import { expect, test } from 'vitest';
import { isSameValue } from '../../../src/graders/code/same-value.js';
import type { Json } from '../../../src/lib/json.js';

const same = (found: Json, wanted: Json) => isSameValue(found, wanted, 'exact');

test.each<[string, Json, Json]>([
  ['a number', 4, 4],
  ['keys in another order', { a: 1, b: [2] }, { b: [2], a: 1 }],
  ['0 and -0', { $: '-0' }, 0],
  ['NaN', { $: 'NaN' }, { $: 'NaN' }],
  ['a set in another order', { $set: [1, [2]] }, { $set: [[2], 1] }],
  [
    'a map in another order',
    {
      $map: [
        ['a', 1],
        [2, { $set: [1, 2] }],
      ],
    },
    {
      $map: [
        [2, { $set: [2, 1] }],
        ['a', 1],
      ],
    },
  ],
  ['large whole numbers', { $int: '9007199254740993' }, { $int: '9007199254740993' }],
])('%s: the same', (_, found, wanted) => expect(same(found, wanted)).toBe(true));

test.each<[string, Json, Json]>([
  ['a number and its text', '4', 4],
  ['1 and true', true, 1],
  ['0.1 + 0.2 and 0.3', 0.1 + 0.2, 0.3],
  ['lists in another order', [2, 1], [1, 2]],
  ['a key more', { a: 1, b: null }, { a: 1 }],
  ['a key less', { a: 1 }, { a: 1, b: null }],
  ['a list and a set', [1], { $set: [1] }],
  ['NaN and null', { $: 'NaN' }, null],
  ['texts that differ in white space', 'a ', 'a'],
  [
    'large whole numbers that a double cannot tell apart',
    { $int: '9007199254740993' },
    { $int: '9007199254740992' },
  ],
  ['something that is no data', { $object: 'Answer' }, 4],
  ['a set with a member twice and once', { $set: [1, 1] }, { $set: [1] }],
])('%s: not the same', (_, found, wanted) => expect(same(found, wanted)).toBe(false));

test('unordered: the outermost list as a multiset, what is in it as it stands', () => {
  const unordered = (found: Json, wanted: Json) => isSameValue(found, wanted, 'unordered');
  expect(unordered([3, 1, 2, 1], [1, 1, 2, 3])).toBe(true);
  expect(unordered([3, 1, 2], [1, 1, 2, 3])).toBe(false);
  expect(unordered([[2, 1]], [[1, 2]])).toBe(false);
  expect(unordered('ba', 'ab')).toBe(false);
  expect(unordered(4, 4)).toBe(true);
});

test('tolerance: absolute below 1, relative above, everywhere in the value', () => {
  const close = (found: Json, wanted: Json) => isSameValue(found, wanted, { tolerance: 1e-9 });
  expect(close(0.1 + 0.2, 0.3)).toBe(true);
  expect(close({ mean: [1e12 + 1] }, { mean: [1e12] })).toBe(true);
  expect(close(1e12 + 10_000, 1e12)).toBe(false);
  expect(close(1e-8, 0)).toBe(false);
  expect(close([1, 2], [1])).toBe(false);
  expect(close({ a: 1 }, { b: 1 })).toBe(false);
  expect(close({ $: 'NaN' }, 0)).toBe(false);
  expect(close({ $: 'NaN' }, { $: 'NaN' })).toBe(true);
  expect(close({ $: 'Infinity' }, { $: '-Infinity' })).toBe(false);
  expect(close({ $: 'Infinity' }, 1e308)).toBe(false);
  expect(close({ $set: [0.3, 1] }, { $set: [1, 0.1 + 0.2] })).toBe(true);
  expect(close({ $int: '9007199254740993' }, 9007199254740992)).toBe(true);
  expect(close('1', 1)).toBe(false);
});

test('a key called __proto__ is a key', () => {
  const found: Json = JSON.parse('{"__proto__": 1}') as Json;
  expect(same(found, {})).toBe(false);
  expect(isSameValue(found, {}, { tolerance: 1e-9 })).toBe(false);
});
