import { describe, expect, test } from 'vitest';
import { TextDecoding } from '../../src/target/decode-text.js';

function decode(...reads: readonly (string | readonly number[])[]): { texts: string[]; isInvalid: boolean } {
  const decoding = new TextDecoding();
  const texts = reads.map((read) =>
    decoding.decode(typeof read === 'string' ? Buffer.from(read) : Uint8Array.from(read)),
  );
  texts.push(decoding.end());
  return { texts, isInvalid: decoding.isInvalid };
}

describe('line ends', () => {
  test('a CR ends its line at once, and the LF that follows adds none', () => {
    expect(decode('a\r', '\nb\r\n', '\r', '\r', '\n').texts).toEqual(['a\n', 'b\n', '\n', '\n', '', '']);
  });

  test('an empty read between CR and LF changes nothing', () => {
    expect(decode('a\r', '', '\nb').texts.join('')).toBe('a\nb');
  });
});

describe('the byte order mark', () => {
  test('is taken off the start only, also when it comes in pieces', () => {
    expect(decode([0xef], [0xbb], [0xbf, 0x61], '\uFEFFb').texts.join('')).toBe('a\uFEFFb');
  });
});

describe('bytes that are not UTF-8', () => {
  test.each([
    ['a stray continuation', [[0x61, 0x80]]],
    ['a lead without its rest', [[0xe6, 0x97], [0x61]]],
    ['a body that ends inside a character', [[0xe6, 0x97]]],
    ['an overlong form, cut', [[0xe0], [0x80, 0x80]]],
    ['a surrogate half', [[0xed, 0xa0, 0x80]]],
    ['beyond Unicode', [[0xf5], [0x80, 0x80, 0x80]]],
  ])('%s is seen', (_name, reads) => {
    const { texts, isInvalid } = decode(...reads);

    expect(isInvalid).toBe(true);
    expect(texts.join('')).toContain('\uFFFD');
  });

  test('a U+FFFD that was sent is none, also when it comes in pieces', () => {
    expect(decode('\uFFFD', [0xef, 0xbf], [0xbd], '😀'.repeat(3))).toEqual({
      texts: ['\uFFFD', '', '\uFFFD', '😀😀😀', ''],
      isInvalid: false,
    });
  });
});
