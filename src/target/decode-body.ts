import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Transform } from 'node:stream';
import { finished } from 'node:stream/promises';

const openers = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/** What one piece of a compressed body came to. */
export type Decoded =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** More came out than the limit: a decompression bomb. */
  | { readonly kind: 'too_large' }
  | { readonly kind: 'broken'; readonly detail: string };

/** Undefined where the encoding is none that we can undo. */
export function openBodyDecoder(encoding: string | undefined, maxBytes: number): BodyDecoder | undefined {
  const open = openers.get(encoding?.trim().toLowerCase() ?? '');
  return open === undefined ? undefined : new BodyDecoder(open(), maxBytes);
}

/**
 * Undoes the compression of a body piece by piece, so that what a read brings keeps that read's time. Requests ask for
 * `identity`; this is for servers that compress all the same. Pieces are decoded one after the other.
 */
export class BodyDecoder {
  readonly #stream: Transform;
  readonly #maxBytes: number;
  #chunks: Buffer[] = [];
  #total = 0;
  #failure: Decoded | undefined;

  constructor(stream: Transform, maxBytes: number) {
    this.#stream = stream;
    this.#maxBytes = maxBytes;
    stream.on('data', (chunk: Buffer) => this.#collect(chunk));
    stream.on('error', (error) => (this.#failure ??= { kind: 'broken', detail: error.message }));
  }

  /** What these bytes decompress to. After a failure: the same failure again. */
  async decode(bytes: Uint8Array): Promise<Decoded> {
    if (this.#failure !== undefined || this.#stream.writableEnded) return this.#taken();
    await new Promise<void>((resolve) => {
      this.#stream.once('close', resolve);
      this.#stream.write(bytes, () => {
        this.#stream.off('close', resolve);
        resolve();
      });
    });
    return this.#taken();
  }

  /** The body is over: what was held back, or `broken` where the compressed data was cut off. */
  async end(): Promise<Decoded> {
    if (this.#failure !== undefined) return this.#failure;
    this.#stream.end();
    await finished(this.#stream).catch(() => undefined);
    return this.#taken();
  }

  close(): void {
    this.#stream.destroy();
  }

  #collect(chunk: Buffer): void {
    this.#total += chunk.length;
    if (this.#total <= this.#maxBytes) {
      this.#chunks.push(chunk);
      return;
    }
    this.#failure ??= { kind: 'too_large' };
    this.#stream.destroy();
  }

  #taken(): Decoded {
    const bytes = Buffer.concat(this.#chunks);
    this.#chunks = [];
    return this.#failure ?? { kind: 'bytes', bytes };
  }
}
