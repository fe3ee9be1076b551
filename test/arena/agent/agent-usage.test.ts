import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agentCost, agentUsage, referencePrice, reportedPair } from '../../../src/arena/agent/agent-usage.js';

const count = fc.integer({ min: 0, max: 1e9 });
const pair = fc.record({ input: count, output: count });

test('each side counts as reported, and never less than our own count', () => {
  expect(agentUsage({ input: 8_000, output: 600 }, { input: 500, output: 100 })).toEqual({
    inputTokens: 8_000,
    outputTokens: 600,
    totalTokens: 8_600,
    source: 'reported',
  });
  expect(agentUsage({ input: 8_000, output: 1 }, { input: 500, output: 100 })).toMatchObject({
    totalTokens: 8_100,
    source: 'counted',
  });
});

test('reporting less never makes an attempt cheaper than our own count', () => {
  fc.assert(
    fc.property(pair, pair, (reported, own) => {
      const usage = agentUsage(reported, own);
      const atLeast = agentCost(agentUsage(own, own));

      expect(usage.totalTokens).toBeGreaterThanOrEqual(own.input + own.output);
      expect(agentCost(usage)?.usd).toBeGreaterThanOrEqual(atLeast?.usd ?? Infinity);
    }),
    { numRuns: 100 },
  );
});

test('without a report there are neither tokens nor dollars', () => {
  const usage = agentUsage(undefined, { input: 500, output: 100 });

  expect(usage).toEqual({
    inputTokens: undefined,
    outputTokens: undefined,
    totalTokens: undefined,
    source: undefined,
  });
  expect(agentCost(usage)).toBeUndefined();
});

test.each([
  undefined,
  {},
  { promptTokens: 5 },
  { promptTokens: -1, completionTokens: 5 },
  { promptTokens: Infinity, completionTokens: 5 },
  { promptTokens: NaN, completionTokens: 5 },
])('%j is no report', (usage) => {
  expect(reportedPair(usage)).toBeUndefined();
});

test('a report beyond all bounds still fits the store', () => {
  const reported = reportedPair({ promptTokens: 1e300, completionTokens: 1.5 });
  const { totalTokens } = agentUsage(reported, { input: 0, output: 0 });

  expect(totalTokens).toBeLessThan(2 ** 31);
  expect(Number.isInteger(totalTokens)).toBe(true);
});

test('dollars come from the agent’s own price, else from the reference prices', () => {
  const usage = agentUsage({ input: 1_000_000, output: 1_000_000 }, { input: 0, output: 0 });
  const own = { table: 'list', inputPerMillion: 2, outputPerMillion: 10 };

  expect(agentCost(usage, own)).toEqual({ usd: 12, source: 'inferred', priceTable: 'list' });
  expect(agentCost(usage)).toEqual({ usd: 1.5, source: 'inferred', priceTable: referencePrice.table });
});
