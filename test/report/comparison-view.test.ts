import { expect, test } from 'vitest';
import type { Comparison, Finding } from '../../src/compare/comparison.js';
import { headlineOf } from '../../src/report/comparison-headline.js';
import { renderComparisonMarkdown } from '../../src/report/comparison-markdown.js';
import { renderComparisonTable } from '../../src/report/comparison-table.js';
import { toComparisonView } from '../../src/report/comparison-view.js';
import { formatEffect, formatInterval, formatP, formatSize } from '../../src/report/comparison-words.js';
import { textWidth } from '../../src/lib/text-width.js';
import { allRight, chatWrong, sampleComparison } from '../support/sample-comparison.js';
import { hostileTexts } from '../support/hostile-text.js';

const worse = sampleComparison(allRight, chatWrong);
const [, sample] = worse.findings;

function finding(change: Partial<Finding>): Finding {
  return { ...sample!, effect: -1, pWorse: 0.3, pBetter: 0.7, verdict: 'inconclusive', ...change };
}

function sentence(...findings: readonly Finding[]): string {
  return headlineOf({ ...worse, findings }).text;
}

test('the headline says what was not found, and what could not have been', () => {
  expect(sentence(finding({ smallestEffect: 6.21 }))).toBe(
    'No regression found; Quality could have fallen by up to 6.2 points unseen.',
  );
  expect(sentence(finding({ effect: 0, interval: { low: 0, high: 0 }, smallestEffect: null }))).toBe(
    'No regression found; Quality is the same in every task.',
  );
  expect(sentence(finding({ interval: null, smallestEffect: null, clusters: 2 }))).toBe(
    'No regression found; 2 independent tasks cannot show a change of Quality.',
  );
});

const slow: Partial<Finding> = {
  key: 'ttftMs',
  label: 'TTFT',
  kind: 'metric',
  scale: 'ratio',
  unit: 'ms',
  better: 'lower',
  effect: Math.log(1.34),
  verdict: 'regressed',
};

test('what regressed and what improved is named with its size', () => {
  const dropped = finding({ effect: -12.34, pWorse: 0.0001, verdict: 'regressed' });
  const cheaper = finding({ label: 'Cost', effect: 4, verdict: 'improved' });

  expect(sentence(dropped, finding({ ...slow, pWorse: 0.0001 }), cheaper)).toBe(
    'Regressed: Quality by 12.3 points and TTFT by 34 %. Improved: Cost by 4.0 points.',
  );
});

test('a regression that so many lines bring by luck is told as one', () => {
  const lines = Array.from({ length: 19 }, (_, index) =>
    finding({ key: `quality/${index}`, label: `c${index}` }),
  );
  const lucky = finding({ effect: -3, pWorse: 0.03, verdict: 'regressed' });

  expect(sentence(lucky, ...lines)).toBe(
    'Regressed: Quality by 3.0 points. With 20 lines looked at, that much happens by luck too (Holm-adjusted p .60).',
  );
});

test('nothing compared is never good news', () => {
  const nothing: Comparison = { ...worse, findings: [], tasks: { ...worse.tasks, compared: 0 } };

  expect(headlineOf(nothing)).toEqual({
    text: 'Nothing was compared: no task was counted in both runs.',
    level: 'bad',
  });
  expect(headlineOf({ ...worse, obstacles: ['a', 'b'] }).text).toBe('Not comparable: 2 reasons.');
});

test('numbers are rounded once and carry their sign', () => {
  const points = { scale: 'points', unit: 'points' } as const;
  const ratio = { scale: 'ratio', unit: 'ms' } as const;

  expect(formatEffect(-0.04, points)).toBe('0.0');
  expect(formatEffect(3.14, points)).toBe('+3.1');
  expect(formatEffect(Math.log(0.88), ratio)).toBe('-12 %');
  expect(formatEffect(0.033, { scale: 'points', unit: 'share' })).toBe('+3.3');
  expect(formatInterval({ low: Math.log(0.99), high: Math.log(1.1) }, ratio)).toBe('-1.0…+10');
  expect(formatSize(-0.033, { scale: 'points', unit: 'share' })).toBe('3.3 percentage points');
  expect([0.0004, 0.032, 0.214, 1].map(formatP)).toEqual(['<.001', '.032', '.21', '1']);
});

test.each([104, 80, 40])(
  'the table keeps to %i columns and holds every line of the comparison',
  (columns) => {
    const text = renderComparisonTable(toComparisonView(worse), { columns, color: false });

    expect(Math.max(...text.split('\n').map(textWidth))).toBeLessThanOrEqual(columns);
    for (const label of ['Composite', 'Success', 'chat', 'TTFT', 'Dollars']) expect(text).toContain(label);
    if (columns >= 80) expect(text).toMatch(/Quality +100\.0 +66\.7 +-33\.3 +\S+…\S+ +\S+ +regressed/u);
  },
);

test('one run a side is told as the reason', () => {
  const text = renderComparisonTable(toComparisonView(worse), { columns: 80, color: false });

  expect(text).toContain('Speed, Streaming: one run a side.');
});

test.each(Object.entries(hostileTexts))('foreign text stays inert: %s', (_what, hostile) => {
  const view = toComparisonView({
    ...worse,
    base: { ...worse.base, name: hostile, target: hostile, model: hostile },
    obstacles: [hostile],
    notes: [hostile],
    findings: worse.findings.map((each) => ({ ...each, label: hostile, reason: hostile })),
    flips: worse.flips.map((flip) => ({ ...flip, taskId: hostile, category: hostile })),
    tasks: { ...worse.tasks, onlyBase: [hostile], notCounted: [hostile] },
  });
  const table = renderComparisonTable(view, { columns: 80, color: false });
  const markdown = renderComparisonMarkdown(view);

  for (const text of [table, markdown]) expect(text).not.toMatch(/[^\P{C}\n]|[\u2028\u2029]/u);
  // In a code span nothing is read as HTML.
  expect(markdown.replace(/(`+)[^\n]*?[^`]\1(?!`)/gu, '')).not.toMatch(/<(?!\/?(?:details|summary)>)/u);
});
