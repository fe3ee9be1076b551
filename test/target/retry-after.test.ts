import { expect, test } from 'vitest';
import { parseRetryAfter } from '../../src/target/retry-after.js';

const now = Date.UTC(2030, 0, 1, 12, 0, 0);

test.each([
  ['0', 0],
  [' 3 ', 3_000],
  ['Tue, 01 Jan 2030 12:00:05 GMT', 5_000],
  ['Tue, 01 Jan 2030 11:00:00 GMT', 0],
  [undefined, undefined],
  ['', undefined],
  ['-1', undefined],
  ['1.5', undefined],
  ['soon', undefined],
  ['2030', 2_030_000],
  ['99999999999999', undefined],
  ['Tue, 99 Foo 2030 99:99:99 GMT', undefined],
])('%s', (header, ms) => {
  expect(parseRetryAfter(header, now)).toBe(ms);
});
