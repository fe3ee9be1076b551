import { expect, test } from 'vitest';
import { cover } from '../../../src/arena/read/coverage.js';

const day = 86_400_000;
const wide = 16 * day;
const hour = day / 24;
const known = (width: number, start: number, isKept = true) => ({ width, start, decided: 48, isKept });

test('the widest that are kept cover a stretch, and where anything was decided what they leave is counted', () => {
  const slots = [
    known(day, 0, false),
    known(wide, day),
    known(day, 2 * day),
    known(day, 17 * day, false),
    known(hour, 17 * day + hour),
    known(day, 18 * day),
  ];

  expect(cover({ fromMs: hour, toMs: 18 * day + hour }, slots)).toEqual({
    slots: [
      { width: wide, start: day },
      { width: hour, start: 17 * day + hour },
    ],
    gaps: [
      { fromMs: hour, toMs: day, attempts: 46 },
      { fromMs: 17 * day, toMs: 17 * day + hour, attempts: 2 },
      { fromMs: 17 * day + 2 * hour, toMs: 18 * day, attempts: 44 },
      { fromMs: 18 * day, toMs: 18 * day + hour, attempts: 2 },
    ],
  });
});

test('where nothing was decided there is nothing to count', () => {
  expect(cover({ fromMs: 5, toMs: 7 }, [])).toEqual({ slots: [], gaps: [] });
});
