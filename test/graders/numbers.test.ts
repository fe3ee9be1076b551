import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNear, numbersIn, plainNumber, readNumber } from '../../src/graders/numbers.js';

test.each([
  ['42', 42],
  ['42.', 42],
  ['+42', 42],
  ['1,234.50', 1234.5],
  ['1,234,567', 1_234_567],
  ['1 234 567', 1_234_567],
  ['1\u202F234', 1234],
  ["1'234", 1234],
  ['1_000_000', 1_000_000],
  ['-5', -5],
  ['\u22125', -5],
  ['\u20135', -5],
  ['1e3', 1000],
  ['1.5E-3', 0.0015],
  ['1.5 × 10^3', 1500],
  ['.5', 0.5],
  ['007', 7],
  ['12 %', 12],
  ['12%', 12],
  ['$12', 12],
  ['-$12', -12],
  ['$-12', -12],
  ['12 €', 12],
  ['USD 12', 12],
  ['12 kg', 12],
  ['12 km / h', 12],
  ['12 m²', 12],
  ['12 US dollars', 12],
  ['= 42', 42],
  ['４２', 42],
  ['4\u200B2', 42],
])('%j is read as %d', (slot, value) => expect(readNumber(slot)).toEqual({ kind: 'number', value }));

test.each([
  '',
  'forty-two',
  '42 or 43',
  '42, 43',
  '42,43',
  '1,5',
  '42/43',
  '5-10',
  '42 (not 43)',
  'not 42',
  '42 is wrong',
  'between 42',
  'about 42',
  '42?',
  '12 thousand',
  '12k',
  '10²',
  '10⁶',
  '٤٢',
  '42 ٤٣',
  '𝟒𝟐',
  'nx-42',
  'B12',
  '1.2.3',
  '2024-05-01',
  '1,2345',
  '12,34,567',
  '1e999',
  'NaN',
  'Infinity',
  '<number>',
  '- 5',
  '42 '.repeat(100),
  '1'.repeat(10_000),
])('%j is not one number', (slot) => expect(readNumber(slot).kind).toBe('not_one'));

test.each([
  ['12', 'kg'],
  ['12 kg', 'kg'],
  ['12kg', 'KG'],
  ['3 days', 'day'],
  ['3 day', 'days'],
  ['$12', 'USD'],
  ['12 usd', '$'],
  ['12 km/h', 'km / h'],
  ['12 %', '%'],
])('%j may be a number in %j', (slot, unit) => expect(readNumber(slot, unit).kind).toBe('number'));

test.each([
  ['12 g', 'kg'],
  ['12 kg net', 'kg'],
  ['€12', 'USD'],
  ['12 %', 'kg'],
  ['$12 kg', 'kg'],
])('%j is no number in %j', (slot, unit) => expect(readNumber(slot, unit).kind).toBe('not_one'));

test('every number that is written plainly is read back', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(readNumber(String(value))).toEqual({
        kind: 'number',
        value: value + 0,
      });
    }),
  );
});

test('thousands separators change nothing', () => {
  fc.assert(
    fc.property(fc.integer(), (value) => {
      expect(readNumber(value.toLocaleString('en-US'))).toMatchObject({
        value: value + 0,
      });
    }),
  );
});

const trickyText = fc.string({
  unit: fc.constantFrom(...Array.from('0129.,-−+eE×*^%$€ kg\u00A0\u200B²½٤')),
  maxLength: 12,
});

test('no text makes reading throw, and a number is always finite', () => {
  fc.assert(
    fc.property(trickyText, fc.option(trickyText, { nil: undefined }), (slot, unit) => {
      const reading = readNumber(slot, unit);
      if (reading.kind === 'number') expect(Number.isFinite(reading.value)).toBe(true);
    }),
  );
});

test('two numbers are never one', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.nat(),
      fc.constantFrom(' or ', ', ', '; ', ' / ', ' | ', '\n', ' and ', ' = '),
      (a, b, between) => {
        expect(readNumber(`${a}${between}${b}`).kind).toBe('not_one');
      },
    ),
  );
});

test('nearness allows for binary fractions, tolerance and share', () => {
  expect(isNear(0.1 + 0.2, 0.3)).toBe(true);
  expect(isNear(10.1, 10, { tolerance: 0.1 })).toBe(true);
  expect(isNear(10.11, 10, { tolerance: 0.1 })).toBe(false);
  expect(isNear(102, 100, { relative: 0.02 })).toBe(true);
  expect(isNear(103, 100, { relative: 0.02 })).toBe(false);
  expect(isNear(1, 2)).toBe(false);
});

test.each([
  ['12', 12],
  [' 1,234.5 ', 1234.5],
  ['-3', -3],
  ['1e3', 1000],
])('the cell %j is a number', (cell, value) => expect(plainNumber(cell)).toBe(value));

test.each(['', 'x', '12 kg', '1,5', '$12', '0x10', '1'.repeat(20)])('the cell %j is text', (cell) =>
  expect(plainNumber(cell)).toBeUndefined(),
);

test('numbers are found in prose, digits inside words are not', () => {
  expect(numbersIn('In 2024, B12 rose 3.5 % to 1,200 (nx-4f2, v2).').map(({ value }) => value)).toEqual([
    2024, 3.5, 1200,
  ]);
});

test('a million digits in groups are read in one pass', () => {
  expect(numbersIn(`${'1,111'.repeat(1)}${',111'.repeat(200_000)}1`).length).toBeGreaterThan(0);
});
