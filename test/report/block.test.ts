import { expect, test } from 'vitest';
import { blockLines } from '../../src/report/block.js';
import { openInk } from '../../src/report/ink.js';

const ink = openInk(false);

test('code keeps its indentation, and so does what is broken off a long line', () => {
  const text = 'def f(a):\n    return a and not a or a\n\nf(1)';

  expect(blockLines(text, { columns: 28, ink })).toEqual([
    '  │ def f(a):',
    '  │     return a and not a',
    '  │     or a',
    '  │ ',
    '  │ f(1)',
  ]);
});

test('a line of nothing but spaces does not push itself out of the page', () => {
  const lines = blockLines(`${' '.repeat(500)}x`, { columns: 40, ink });
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(40);
});
