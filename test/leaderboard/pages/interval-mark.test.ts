import { expect, test } from 'vitest';
import { fullScale, intervalMark, scaleOf, scoreLine } from '../../../src/leaderboard/pages/interval-mark.js';

const cell = { value: 50, low: 40, high: 65 };

test('value and interval stand where the scale says', () => {
  expect(intervalMark(cell, { from: 40, to: 80 }).text).toContain('d="M0 4H62.5"/><path d="M25 0V8"');
  expect(scoreLine(cell).text).toContain('d="M0 4H50"/><path class="band" d="M40 4H65"');
});

test('without an interval there is no band', () => {
  expect(intervalMark({ value: 50, low: null, high: null }, fullScale).text).not.toContain('band');
});

test('a scale is the tens around all values and intervals, never of no length', () => {
  expect(scaleOf([cell, null, { value: 71, low: null, high: null }])).toEqual({ from: 40, to: 80 });
  expect(scaleOf([{ value: 100, low: 100, high: 100 }])).toEqual({ from: 100, to: 110 });
  expect(scaleOf([null])).toEqual(fullScale);
});
