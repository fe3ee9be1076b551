import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evidenceFinder } from '../../src/judge/evidence.js';

describe('evidence', () => {
  test('is found with its offset in the original', () => {
    const candidate = 'Hello.\u200B\r\nThe  sky is\u200B blue, she said.';
    const found = evidenceFinder(candidate)('The sky is blue');
    expect(found).toEqual({ quote: 'The  sky is\u200B blue', start: candidate.indexOf('The') });
  });

  test('must be there letter for letter', () => {
    const find = evidenceFinder('The sky is blue.');
    expect(find('the sky is blue')).toBeUndefined();
    expect(find('The sky was blue')).toBeUndefined();
    expect(find('The sky … blue')).toBeUndefined();
  });

  test('may come back with other quotation marks and other white space', () => {
    const find = evidenceFinder('She said “it’s\n\n over”.');
    expect(find(`said "it's over"`)?.quote).toBe('said “it’s\n\n over”');
  });

  test('that says nothing proves nothing', () => {
    const find = evidenceFinder('Yes ... (really) \u200B!');
    for (const quote of ['', '  ', '...', '(', '\u200B', '!']) expect(find(quote)).toBeUndefined();
  });

  test('of one or two letters must stand alone', () => {
    expect(evidenceFinder('cat')('a')).toBeUndefined();
    expect(evidenceFinder('a cat has 7 lives, 17 at the most')('7')).toEqual({ quote: '7', start: 10 });
    expect(evidenceFinder('x 👍 y')('👍')).toEqual({ quote: '👍', start: 2 });
  });

  test('that copies half a book is none', () => {
    const candidate = 'word '.repeat(1_000);
    expect(evidenceFinder(candidate)(candidate)).toBeUndefined();
    expect(evidenceFinder(candidate)(candidate.slice(0, 100))).toBeDefined();
  });

  test('is always a piece of the candidate at the place it names', () => {
    const words = fc.array(fc.constantFrom('a', 'bc', ' ', '\n', '\u200B', '👍', '“', '7', '.'), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(words, fc.nat(20), fc.nat(20), (parts, from, length) => {
        const candidate = parts.join('');
        const found = evidenceFinder(candidate)(candidate.slice(from, from + length));
        if (found !== undefined) {
          expect(candidate.slice(found.start, found.start + found.quote.length)).toBe(found.quote);
        }
      }),
    );
  });
});
