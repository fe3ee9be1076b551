import { brotliCompressSync, constants, createGzip, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openBodyDecoder, type BodyDecoder } from '../../src/target/decode-body.js';

/** Decodes one piece after another; how it went last, and all that came out. */
function collecting(decoder: BodyDecoder | undefined) {
  let came = '';
  const onDecoded = (bytes: Uint8Array) => void (came += Buffer.from(bytes).toString());
  return {
    decode: (bytes: Uint8Array) => decoder?.decode(bytes, onDecoded),
    end: () => decoder?.end(onDecoded),
    /** What came since it was asked last. */
    taken: () => {
      const taken = came;
      came = '';
      return taken;
    },
  };
}

describe('a compressed body', () => {
  test.each([
    ['gzip', gzipSync('hello')],
    ['GZIP ', gzipSync('hello')],
    ['deflate', deflateSync('hello')],
    ['br', brotliCompressSync('hello')],
  ])('in %s, byte by byte, comes out whole', async (encoding, bytes) => {
    const { decode, end, taken } = collecting(openBodyDecoder(encoding, 100));
    for (const byte of bytes) expect(await decode(Uint8Array.of(byte))).toEqual({ kind: 'fine' });

    expect(await end()).toEqual({ kind: 'fine' });
    expect(taken()).toBe('hello');
  });

  test('gives each flushed piece with the bytes that completed it', async () => {
    const zip = createGzip();
    const flushed = (data: string) =>
      new Promise<Buffer>((resolve) => {
        zip.write(data);
        zip.flush(constants.Z_SYNC_FLUSH, () => resolve(zip.read() as Buffer));
      });
    const [first, second] = [await flushed('one'), await flushed('two')];
    const { decode, end, taken } = collecting(openBodyDecoder('gzip', 100));

    await decode(first);
    expect(taken()).toBe('one');
    await decode(second);
    expect(taken()).toBe('two');
    expect(await end()).toMatchObject({ kind: 'broken' });
  });

  test('that grows past the limit is too large, now and afterwards', async () => {
    const { decode, end, taken } = collecting(openBodyDecoder('gzip', 1_000));
    const bomb = gzipSync(Buffer.alloc(1_000_000));

    expect(await decode(bomb)).toEqual({ kind: 'too_large' });
    expect(await decode(bomb)).toEqual({ kind: 'too_large' });
    expect(await end()).toEqual({ kind: 'too_large' });
    expect(taken().length).toBeLessThanOrEqual(1_000);
  });

  test('that is broken is told as such, now and afterwards', async () => {
    const { decode, end } = collecting(openBodyDecoder('gzip', 1_000));

    expect(await decode(Buffer.from('no gzip'))).toMatchObject({ kind: 'broken' });
    expect(await decode(Buffer.from('x'))).toMatchObject({ kind: 'broken' });
    expect(await end()).toMatchObject({ kind: 'broken' });
  });

  test('that is closed gives nothing more', async () => {
    const decoder = openBodyDecoder('gzip', 1_000);
    const { decode, end, taken } = collecting(decoder);
    decoder?.close();

    expect(await decode(gzipSync('hello'))).toEqual({ kind: 'fine' });
    expect(await end()).toEqual({ kind: 'fine' });
    expect(taken()).toBe('');
  });

  test('in no encoding, or one we do not know, has no decoder', () => {
    expect(openBodyDecoder(undefined, 1)).toBeUndefined();
    expect(openBodyDecoder('identity', 1)).toBeUndefined();
    expect(openBodyDecoder('constructor', 1)).toBeUndefined();
  });
});
