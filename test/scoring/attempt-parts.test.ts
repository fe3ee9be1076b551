import { describe, expect, test } from 'vitest';
import { countedQuality, partsOf } from '../../src/scoring/attempt-parts.js';
import { janusComposite as profile } from '../../src/scoring/profile.js';
import type { ScoredAttempt, ScoredTask } from '../../src/scoring/score-input.js';
import { delta, scoredAttempt, scoredExchange, scoredTask } from '../support/scored-run.js';

const parts = (attempt: Partial<ScoredAttempt> = {}, task: Partial<ScoredTask> = {}) =>
  partsOf(scoredTask('t', task), scoredAttempt(attempt), profile);

describe('quality and credit', () => {
  test.each([
    [{ quality: 0.8 }, 0.8, 0.8],
    [{ quality: 0.5 }, 0.5, 0.5],
    [{ quality: 0.49 }, 0.49, 0],
    [{ quality: 1, ok: false }, 0, 0],
    [{ quality: undefined }, undefined, 0],
  ])('%o: q is %d, v is %d', (changes, quality, credit) => {
    expect(parts(changes)).toMatchObject({ quality, credit });
  });

  test.each([-0.01, 1.01, NaN])('a quality of %d is a mistake', (quality) => {
    expect(() => countedQuality(scoredAttempt({ quality }))).toThrow(RangeError);
  });
});

describe('several exchanges', () => {
  const quick = scoredExchange();
  const slow = scoredExchange({ endMs: 6_000, answerMs: 3_000, events: [delta(3_000), delta(5_900)] });

  test('the worst one gives first output, answer and stream; lifecycles add up; targets multiply', () => {
    const { first, lifecycle, streaming } = parts({ exchanges: [quick, slow] });

    expect(first.firstMs).toBe(3_000 + 1.5 * 900);
    expect(first.answerMs).toBe(3_000);
    expect(lifecycle.ratio).toBeCloseTo(7_500 / (2 * 3_000), 12);
    expect(streaming).toEqual(parts({ exchanges: [slow] }).streaming);
  });

  test('an exchange without an answer leaves the attempt without one', () => {
    const { first } = parts({ exchanges: [quick, { ...quick, answerMs: undefined }] });

    expect(first.answerMs).toBe(Infinity);
  });

  test('each is at least one call', () => {
    const one = parts({ exchanges: [quick] }).cost.usd;
    const two = parts({ exchanges: [quick, quick] }).cost.usd;

    expect(two - one).toBeCloseTo(profile.prices.usdPerCall + 1.5 * profile.prices.usdPerComputeSecond, 12);
  });

  test('none at all earns no efficiency', () => {
    expect(parts({ exchanges: [] })).toMatchObject({
      first: { utility: 0 },
      lifecycle: { ratio: Infinity, utility: 0 },
      cost: { utility: 0 },
      streaming: undefined,
    });
  });
});

describe('targets', () => {
  test("the author's own stand in place of the class's", () => {
    expect(parts({}, { targetLatencyMs: 1_500, targetCostUsd: 1 })).toMatchObject({
      lifecycle: { ratio: 1 },
      cost: { utility: 1 },
    });
    expect(parts({}, { class: 'agentic' }).lifecycle.ratio).toBe(1_500 / 30_000);
  });

  test('an unknown class is a mistake', () => {
    expect(() => parts({}, { class: 'poetry' })).toThrow(RangeError);
  });
});

describe('cost', () => {
  test('without times counts seconds of compute only where they were metered', () => {
    const own = { in: 2_000, out: 2_000 };
    const used = { tokens: { own, reported: own } };
    const [quick, slow] = [1_500, 90_000].map((endMs) =>
      parts({ ...used, exchanges: [scoredExchange({ endMs })] }),
    );
    const metered = parts({ ...used, computeSeconds: { metered: 20 } });

    expect(slow!.cost.utility).toBeLessThan(quick!.cost.utility);
    expect(slow!.cost.timelessUtility).toBe(quick!.cost.timelessUtility);
    expect(quick!.cost.timelessUtility).toBeGreaterThan(quick!.cost.utility);
    expect(metered.cost.timelessUtility).toBe(metered.cost.utility);
  });

  test('missing usage earns nothing, also where the meter knows better', () => {
    const own = { in: 1, out: 1 };

    expect(parts({ tokens: { own } }).cost).toMatchObject({ utility: 0, usageMissing: true });
    expect(parts({ tokens: { own, metered: own } }).cost.utility).toBe(0);
    expect(parts({ tokens: { own, reported: own } }).cost.utility).toBeGreaterThan(0.9);
  });

  test('a report below 0.7 of our own count is flagged', () => {
    expect(
      parts({ tokens: { own: { in: 10, out: 10 }, reported: { in: 10, out: 6 } } }).cost.underReported,
    ).toBe(true);
  });
});

test('an attempt without credit has no lifecycle to be proud of', () => {
  expect(parts({ quality: 0.4 }).lifecycle).toEqual({ ratio: Infinity, utility: 0 });
});
