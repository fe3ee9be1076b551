import { expect, test } from 'vitest';
import { openInk } from '../../../src/report/ink.js';
import { waterfallOf } from '../../../src/report/html/waterfall-lanes.js';
import { renderWaterfall } from '../../../src/report/waterfall.js';
import { tellingRun } from '../../support/sample-page.js';

const [exchange] = tellingRun().records[0]!.exchanges;

test('lanes and words are those of the waterfall in the terminal', () => {
  const drawn = renderWaterfall(exchange!, { columns: 100, ink: openInk(false) }).map((line) => line.trim());
  const { lanes } = waterfallOf(exchange!);

  expect(lanes.map(({ label }) => label)).toEqual([
    'wait',
    'reasoning',
    'content',
    'keep-alive',
    'stall',
    'answer',
  ]);
  for (const { label, note } of lanes) {
    expect(drawn.filter((line) => line.startsWith(label) && line.endsWith(note))).toHaveLength(1);
  }
});

test('every bar lies within the time from issue to the end, in order', () => {
  for (const { bars } of waterfallOf(exchange!).lanes) {
    expect(bars.length % 3).toBe(0);
    for (let at = 0; at < bars.length; at += 3) {
      const [from = -1, to = -1, height = -1] = bars.slice(at, at + 3);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeGreaterThan(from);
      expect(to).toBeLessThanOrEqual(1_000);
      expect(height).toBeGreaterThan(0);
      expect(height).toBeLessThanOrEqual(1_000);
    }
  }
});

test('an exchange without output is all wait, and one sentence says so', () => {
  const silent = { ...exchange!, events: [], answerMs: undefined, endMs: 300_000 };
  const { lanes, summary } = waterfallOf(silent);

  expect(lanes).toEqual([{ label: 'wait', note: 'no output', paint: 'quiet', bars: [0, 1_000, 1_000] }]);
  expect(summary).toBe('wait no output; ended at 5 min 00 s');
});

test('ticks are round and leave room for the end', () => {
  const { ticks } = waterfallOf({ ...exchange!, endMs: 9_700 });

  expect(ticks.map(({ label }) => label)).toEqual(['0', '2 s', '4 s', '6 s', '8 s']);
  expect(ticks.every(({ at }) => at <= 920)).toBe(true);
});
