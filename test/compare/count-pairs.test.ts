import { describe, expect, test } from 'vitest';
import { countPairs } from '../../src/compare/count-pairs.js';
import type { JudgedPair } from '../../src/compare/pairwise.js';

function pair(
  taskId: string,
  outcome: JudgedPair['outcome'],
  orders: JudgedPair['orders'] = ['candidate', 'candidate'],
): JudgedPair {
  const isAsked = orders.length > 0;
  return { attemptId: `${taskId}#0`, taskId, outcome, isAsked, orders, reason: '' };
}

describe('counting pairs', () => {
  test('repeats of a task are one vote of it, and prove nothing more', () => {
    const repeats = ['a', 'b', 'c'].flatMap((task) => Array.from({ length: 20 }, () => pair(task, 'win')));
    const counted = countPairs(repeats, (taskId) => taskId);
    expect(counted).toMatchObject({ attempts: { win: 60 }, clusters: { win: 3, tie: 0, loss: 0 }, share: 1 });
    expect(counted.p).toBeCloseTo(0.25, 12);
    expect(counted.verdict).toBe('undecided');
  });

  test('a cluster is for whom more of its pairs prefer, and even otherwise', () => {
    const pairs = [
      ...[pair('a', 'win'), pair('a', 'win'), pair('a', 'loss')],
      ...[pair('b', 'win'), pair('b', 'loss')],
      ...[pair('c', 'tie'), pair('c', 'loss')],
      pair('d', 'not_counted', []),
    ];
    const counted = countPairs(pairs, (taskId) => taskId);
    expect(counted).toMatchObject({
      attempts: { win: 3, tie: 1, loss: 3, notCounted: 1, unasked: 1 },
      clusters: { win: 1, tie: 1, loss: 1 },
      ...{ share: 0.5, p: 1, verdict: 'undecided' },
    });
    expect(countPairs(pairs, () => 0).clusters).toEqual({ win: 0, tie: 1, loss: 0 });
  });

  test('a clear preference is told for either side', () => {
    const many = (outcome: 'win' | 'loss') =>
      countPairs(
        Array.from({ length: 10 }, (_, at) => pair(`t${at}`, outcome)),
        (taskId) => taskId,
      );
    expect(many('win')).toMatchObject({ verdict: 'candidate', share: 1 });
    expect(many('loss')).toMatchObject({ verdict: 'base', share: 0 });
    expect(many('win').interval?.low).toBeGreaterThan(0.65);
  });

  test('how far both orders agree is told of the pairs that were asked about', () => {
    const pairs = [
      pair('a', 'win'),
      pair('b', 'tie', ['base', 'candidate']),
      pair('c', 'tie', []),
      pair('d', 'tie', ['base', 'base', 'candidate', 'candidate']),
    ];
    expect(countPairs(pairs, (taskId) => taskId).consistent).toBeCloseTo(2 / 3, 12);
    expect(countPairs([], () => 0)).toMatchObject({
      ...{ consistent: null, share: null, interval: null, p: 1 },
    });
  });
});
