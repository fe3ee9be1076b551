import { expect, test } from 'vitest';
import { rankLine } from '../../../src/leaderboard/pages/rank-line.js';

test('#1 is on top, the lowest rank at the bottom, the latest run on the right', () => {
  const { text } = rankLine([3, 2, 1]);

  expect(text).toContain('points="5,31 80,18 155,5"');
  expect(text).toContain('aria-label="Rank after each run: 3, 2, 1"');
});

test('one run is no course', () => {
  expect(rankLine([1]).text).toBe('');
});

test('always #1 is a line on top', () => {
  expect(rankLine([1, 1]).text).toContain('points="5,5 155,5"');
});
