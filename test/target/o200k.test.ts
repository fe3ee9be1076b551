import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countDeltaTokens, countTokens } from '../../src/target/o200k.js';

describe('a count', () => {
  test.each([
    ['', 0],
    ['hello', 1],
    ['hello world', 2],
    // Text, not a control token.
    ['<|endoftext|>', 7],
  ])('of %j is %i', (text, count) => {
    expect(countTokens(text)).toBe(count);
  });

  test('of a very long run takes linear time and stays near the truth', () => {
    expect(countTokens('a'.repeat(200_000))).toBeCloseTo(200_000 / 8, -4);
  });
});

describe('what deltas add', () => {
  test('a word sent letter by letter is still one token', () => {
    expect(countDeltaTokens(['h', 'e', 'l', 'l', 'o'])).toEqual([0, 0, 0, 0, 1]);
  });

  test('a token belongs to the delta that holds its end', () => {
    expect(countDeltaTokens(['hello', ' wor', 'ld', ''])).toEqual([1, 0, 1, 0]);
  });

  test('a surrogate pair cut in two belongs to the delta that completes it', () => {
    const counts = countDeltaTokens(['a \ud83d', '\ude00', ' b']);

    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(countTokens('a 😀 b'));
    expect(counts[1]).toBeGreaterThan(0);
  });

  test('always add up to the count of the joined text', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    const hostile = fc.oneof(
      text,
      fc.constantFrom('a'.repeat(3_000), '\ud83d', '\ude00', '日本', '<|im_end|>', ' '),
    );
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 8 }), (deltas) => {
        const sum = countDeltaTokens(deltas).reduce((total, count) => total + count, 0);

        expect(sum).toBe(countTokens(deltas.join('')));
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
