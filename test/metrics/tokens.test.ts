import { describe, expect, test } from 'vitest';
import type { Usage } from '../../src/target/exchange.js';
import {
  cachedTokens,
  completionTokens,
  ownCompletionTokens,
  ownPromptTokens,
  promptTokens,
  reasoningTokens,
  reportedCalls,
  reportedTokens,
} from '../../src/metrics/tokens.js';
import { measuredExchange } from '../support/measured.js';

const attempt = (...usages: readonly (Usage | undefined)[]) => ({
  exchanges: usages.map((usage) => measuredExchange([], { usage })),
});

test('tokens add up over exchanges', () => {
  const usage = { promptTokens: 5, completionTokens: 7, reasoningTokens: 3, cachedTokens: 2 };
  const twice = attempt(usage, usage);

  expect(promptTokens(twice)).toBe(10);
  expect(completionTokens(twice)).toBe(14);
  expect(reasoningTokens(twice)).toBe(6);
  expect(cachedTokens(twice)).toBe(4);
  expect(reportedTokens(twice)).toEqual({ in: 10, out: 14 });
  expect(ownPromptTokens(twice)).toBe(20);
  expect(ownCompletionTokens(twice)).toBe(40);
});

test('usage is missing as soon as one exchange, or one half of it, is not reported', () => {
  expect(reportedTokens(attempt({ promptTokens: 5, completionTokens: 7 }, undefined))).toBeUndefined();
  expect(reportedTokens(attempt({ promptTokens: 5 }))).toBeUndefined();
  expect(reportedTokens(attempt())).toBeUndefined();
});

test.each([-1, Infinity, NaN])('%d tokens are no report', (promptTokens) => {
  expect(reportedTokens(attempt({ promptTokens, completionTokens: 7 }))).toBeUndefined();
});

describe('reported calls', () => {
  test('an exchange that does not say counts as one', () => {
    expect(reportedCalls(attempt({ modelCalls: 5 }, undefined))).toBe(6);
    expect(reportedCalls(attempt({ modelCalls: 5 }, { modelCalls: 0 }))).toBe(6);
  });

  test('are not reported where none says', () => {
    expect(reportedCalls(attempt({}, undefined))).toBeUndefined();
  });
});
