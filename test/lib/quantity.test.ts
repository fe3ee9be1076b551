import { expect, test } from 'vitest';
import { formatBytes, formatMs, formatShare, formatUsd } from '../../src/lib/quantity.js';

test.each([
  [0, '0 ms'],
  [0.42, '0.42 ms'],
  [4.2, '4.20 ms'],
  [31.04, '31.0 ms'],
  [310.4, '310 ms'],
  [999.4, '999 ms'],
  [999.6, '1.00 s'],
  [1_240, '1.24 s'],
  [9_996, '10.0 s'],
  [59_940, '59.9 s'],
  [59_960, '1 min 00 s'],
  [125_000, '2 min 05 s'],
  [3_599_700, '1 h 00 min'],
  [3_720_000, '1 h 02 min'],
  [-310, '-310 ms'],
  [Infinity, '∞'],
  [NaN, '–'],
])('%d ms reads %s', (ms, text) => {
  expect(formatMs(ms)).toBe(text);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.00 kB'],
  [12_340, '12.3 kB'],
  [999_600, '1.00 MB'],
  [5_500_000_000, '5.50 GB'],
  [3e15, '3000 TB'],
  [Infinity, '∞'],
])('%d bytes read %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0, '$0'],
  [0.00000123, '$0.0000012'],
  [0.0012, '$0.0012'],
  [0.0996, '$0.10'],
  [0.5, '$0.50'],
  [12.345, '$12.35'],
  [-0.5, '-$0.50'],
  [1e-15, '<$0.000000000001'],
  [NaN, '–'],
])('%d dollars read %s', (usd, text) => {
  expect(formatUsd(usd)).toBe(text);
});

test.each([
  [0, '0 %'],
  [1, '100 %'],
  [0.873, '87.3 %'],
  [0.9996, '99.9 %'],
  [0.0001, '0.1 %'],
  [1.5, '150.0 %'],
  [Infinity, '∞'],
])('a share of %d reads %s', (share, text) => {
  expect(formatShare(share)).toBe(text);
});

test('a share without decimals is still no full 100 that it is not', () => {
  expect(formatShare(0.996, 0)).toBe('99 %');
  expect(formatShare(0.5, 0)).toBe('50 %');
});
