import { brotliCompressSync, constants, createGzip, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openBodyDecoder, type Decoded } from '../../src/target/decode-body.js';

function text(decoded: Decoded | undefined): string {
  return decoded?.kind === 'bytes'
    ? Buffer.from(decoded.bytes).toString()
    : `(${decoded?.kind ?? 'nothing'})`;
}

describe('a compressed body', () => {
  test.each([
    ['gzip', gzipSync('hello')],
    ['GZIP ', gzipSync('hello')],
    ['deflate', deflateSync('hello')],
    ['br', brotliCompressSync('hello')],
  ])('in %s, byte by byte, comes out whole', async (encoding, bytes) => {
    const decoder = openBodyDecoder(encoding, 100);
    let all = '';
    for (const byte of bytes) all += text(await decoder?.decode(Uint8Array.of(byte)));
    all += text(await decoder?.end());

    expect(all).toBe('hello');
  });

  test('gives each flushed piece with the bytes that completed it', async () => {
    const zip = createGzip();
    const flushed = (data: string) =>
      new Promise<Buffer>((resolve) => {
        zip.write(data);
        zip.flush(constants.Z_SYNC_FLUSH, () => resolve(zip.read() as Buffer));
      });
    const [first, second] = [await flushed('one'), await flushed('two')];
    const decoder = openBodyDecoder('gzip', 100);

    expect(text(await decoder?.decode(first))).toBe('one');
    expect(text(await decoder?.decode(second))).toBe('two');
    expect(await decoder?.end()).toMatchObject({ kind: 'broken' });
  });

  test('that grows past the limit is too large, now and afterwards', async () => {
    const decoder = openBodyDecoder('gzip', 1_000);
    const bomb = gzipSync(Buffer.alloc(1_000_000));

    expect(await decoder?.decode(bomb)).toEqual({ kind: 'too_large' });
    expect(await decoder?.decode(bomb)).toEqual({ kind: 'too_large' });
    expect(await decoder?.end()).toEqual({ kind: 'too_large' });
  });

  test('that is broken is told as such, now and afterwards', async () => {
    const decoder = openBodyDecoder('gzip', 1_000);

    expect(await decoder?.decode(Buffer.from('no gzip'))).toMatchObject({ kind: 'broken' });
    expect(await decoder?.decode(Buffer.from('x'))).toMatchObject({ kind: 'broken' });
    expect(await decoder?.end()).toMatchObject({ kind: 'broken' });
  });

  test('in no encoding, or one we do not know, has no decoder', () => {
    expect(openBodyDecoder(undefined, 1)).toBeUndefined();
    expect(openBodyDecoder('identity', 1)).toBeUndefined();
    expect(openBodyDecoder('constructor', 1)).toBeUndefined();
  });
});
