import { expect, test } from 'vitest';
import { toFinding, type FoundEffect } from '../../src/compare/finding.js';

const quality: FoundEffect = {
  ...{ key: 'quality', label: 'Quality', kind: 'score', scale: 'points', unit: 'points', better: 'higher' },
  ...{ base: 100, candidate: 66.7, timesComparable: false, runsASide: 1 },
  test: {
    ...{ effect: -33.3, interval: { low: -163, high: 96.1 }, lowerBound: -140, upperBound: 70 },
    ...{ pWorse: 0.25, pBetter: 0.75, smallestEffect: 52, clusters: 6 },
  },
};

test('no score can change by more than its range, whatever an interval of few tasks says', () => {
  expect(toFinding(quality)).toMatchObject({ interval: { low: -100, high: 96.1 }, bound: -100 });
  expect(toFinding({ ...quality, key: 'successRate', unit: 'share' }).interval).toEqual({ low: -1, high: 1 });
});

test('a time may grow without bound', () => {
  const time: FoundEffect = { ...quality, key: 'ttftMs', scale: 'ratio', unit: 'ms', better: 'lower' };

  expect(toFinding(time)).toMatchObject({ interval: { low: -96.1, high: 163 }, bound: 140 });
});
