import { describe, expect, test } from 'vitest';
import { JudgeBudget, costOf } from '../../src/judge/budget.js';
import { openJudge } from '../../src/judge/open-judge.js';
import { startJudge } from '../../src/mock/judge.js';
import { judgeCase } from '../support/judge-case.js';

test('prices are dollars for a million tokens', () => {
  const price = { promptUsd: 2, completionUsd: 8 };
  expect(costOf(price, { promptTokens: 500_000, completionTokens: 250_000 })).toBe(3);
});

describe('JudgeBudget', () => {
  test('gives room until the most a request may cost no longer fits, and then never again', async () => {
    const budget = new JudgeBudget(1);
    expect(await budget.hold(0.6)).toBe(true);
    budget.settle(0.6, 0.5);
    expect(budget.isSpent).toBe(false);
    expect(await budget.hold(0.5)).toBe(true);
    budget.settle(0.5, 0.1);
    expect(await budget.hold(0.5)).toBe(false);
    expect(budget.isSpent).toBe(true);
    expect(await budget.hold(0.01)).toBe(false);
  });

  test('waits where requests under way hold what may come free', async () => {
    const budget = new JudgeBudget(1);
    expect(await budget.hold(0.8)).toBe(true);
    const order: string[] = [];
    const waiting = budget.hold(0.8).then((fits) => order.push(`waited: ${fits}`));
    await Promise.resolve();
    order.push('first is done');
    budget.settle(0.8, 0.2);
    await waiting;
    expect(order).toEqual(['first is done', 'waited: true']);
  });

  test('whoever waits is told when it is spent', async () => {
    const budget = new JudgeBudget(1);
    await budget.hold(0.9);
    const waiting = [budget.hold(0.9), budget.hold(0.9)];
    budget.settle(0.9, 0.9);
    expect(await Promise.all(waiting)).toEqual([false, false]);
  });

  test('goes on from what was spent before', async () => {
    expect(await new JudgeBudget(1, 0.95).hold(0.1)).toBe(false);
  });
});

describe('a judge with a budget', () => {
  const price = { promptUsd: 1, completionUsd: 4 };

  test('stops asking before it costs more, and says why', async () => {
    await using server = await startJudge();
    const budget = new JudgeBudget(0.02);
    await using judge = openJudge({ url: server.url, model: 'embedded', price, budget });
    const kinds: string[] = [];
    for (let number = 0; number < 20; number++) {
      const candidate = `Sorry, number ${number}! On Friday the north hall is shut.`;
      const verdict = await judge.judge(judgeCase({ candidate }));
      kinds.push(verdict.kind === 'judge_fault' ? verdict.reason : verdict.kind);
    }

    expect(new Set(kinds)).toEqual(new Set(['judged', 'the judge budget is spent']));
    expect(kinds.lastIndexOf('judged')).toBeLessThan(kinds.indexOf('the judge budget is spent'));
    const usage = judge.usage();
    expect(usage.isBudgetSpent).toBe(true);
    expect(usage.calls).toBe(server.requests());
    expect(usage.costUsd).toBeGreaterThan(0);
    expect(usage.costUsd).toBeLessThanOrEqual(0.02);
    expect(usage.costUsd).toBeCloseTo(costOf(price, usage), 12);
  });

  test('without a price nothing is counted in dollars', async () => {
    await using server = await startJudge();
    await using judge = openJudge({ url: server.url, model: 'embedded' });
    const verdict = await judge.judge(judgeCase());
    expect(verdict.use?.costUsd).toBeUndefined();
    expect(judge.usage().costUsd).toBeUndefined();
  });
});
