import { describe, expect, test } from 'vitest';
import { decide, verdictOf, type DecisionInput } from '../../src/compare/verdict.js';
import type { EffectTest } from '../../src/stats/effect-test.js';

const threshold = { delta: 1, margin: 5 };

function found(changes: Partial<EffectTest>): EffectTest {
  return {
    effect: 0,
    interval: { low: -6, high: 6 },
    lowerBound: -5.5,
    upperBound: 5.5,
    pWorse: 0.5,
    pBetter: 0.5,
    smallestEffect: 8,
    clusters: 48,
    ...changes,
  };
}

const worse = found({ effect: -4, pWorse: 0.01, pBetter: 0.99, lowerBound: -7 });
const better = found({ effect: 4, pWorse: 0.99, pBetter: 0.01, lowerBound: 1 });
const calm = found({ lowerBound: -4.9 });
const unclear = found({});

describe('the first that holds', () => {
  test.each([
    ['regressed: as harmful as delta, and unlikely by chance', worse, 'regressed'],
    ['at delta itself', { ...worse, effect: -1 }, 'regressed'],
    ['not regressed: unlikely by chance, but harmless', { ...worse, effect: -0.9 }, 'inconclusive'],
    ['not regressed: at p = 0.05 itself', { ...worse, pWorse: 0.05 }, 'inconclusive'],
    ['regressed even where the margin holds', { ...worse, lowerBound: -4.9 }, 'regressed'],
    ['improved', better, 'improved'],
    ['improved by too little is at least not worse', { ...better, effect: 0.5 }, 'not_worse'],
    ['not worse: more than the margin is ruled out', calm, 'not_worse'],
    ['the margin itself is not ruled out', { ...calm, lowerBound: -5 }, 'inconclusive'],
    ['inconclusive', unclear, 'inconclusive'],
    ['nothing bounds it', { ...calm, lowerBound: -Infinity, interval: undefined }, 'inconclusive'],
  ])('%s', (_, test, verdict) => {
    expect(verdictOf([test], { threshold })).toBe(verdict);
  });

  test('at a stricter level where looks share it', () => {
    expect(verdictOf([worse], { threshold, level: 0.005 })).toBe('inconclusive');
  });
});

const decided = (changes: Partial<DecisionInput>) =>
  decide({ key: 'quality', test: worse, threshold, timesComparable: false, ...changes });

describe('from one run a side', () => {
  test('quality is decided', () => {
    expect(decided({})).toEqual({ verdict: 'regressed', reason: '' });
  });

  test.each(['speed', 'streaming', 'ttftMs', 'lifecycleMs'])('%s stays inconclusive', (key) => {
    for (const test of [worse, better, calm])
      expect(decided({ key, test })).toEqual({ verdict: 'inconclusive', reason: 'one run a side' });
  });

  test('and is decided where times can be compared', () => {
    expect(decided({ key: 'speed', timesComparable: true }).verdict).toBe('regressed');
  });

  test.each([
    ['regressed with its times and without', [worse, worse], 'regressed'],
    ['a slow hour cries no wolf', [worse, calm], 'inconclusive'],
    ['a slow hour, and the margin holds in spite of it', [{ ...worse, lowerBound: -4 }, calm], 'not_worse'],
    ['a quick hour is no improvement', [better, unclear], 'inconclusive'],
    ['a quick hour hides no fall', [calm, worse], 'inconclusive'],
    ['not worse with its times and without', [calm, better], 'not_worse'],
  ] as const)('the composite: %s', (_, [test, timeless], verdict) => {
    expect(decided({ key: 'composite', test, timeless }).verdict).toBe(verdict);
  });

  test('so is Cost, which has compute seconds in it', () => {
    expect(decided({ key: 'cost', timeless: worse }).verdict).toBe('regressed');
    expect(decided({ key: 'cost', timeless: calm }).verdict).toBe('inconclusive');
    expect(decided({ key: 'cost', timeless: calm, timesComparable: true }).verdict).toBe('regressed');
  });

  test('a composite that does not hold without its times says so', () => {
    expect(decided({ key: 'composite', timeless: calm }).reason).toBe(
      'one run a side: without its times it does not hold',
    );
    expect(decided({ key: 'composite' }).reason).toBe('one run a side');
  });
});

test('what is inconclusive says what is lacking', () => {
  expect(decided({ test: unclear }).reason).toBe('too few tasks or repeats to tell');
  expect(decided({ test: { ...unclear, interval: undefined } }).reason).toBe('too few tasks');
});
