import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Transform } from 'node:stream';
import { finished } from 'node:stream/promises';

const openers = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/** How decompressing went so far. */
export type Decoded =
  | { readonly kind: 'fine' }
  /** More came out than the limit: a decompression bomb. */
  | { readonly kind: 'too_large' }
  | { readonly kind: 'broken'; readonly detail: string };

/** Called with what comes out, a few KB at a time, so that no bomb is ever in memory as a whole. */
export type OnDecoded = (bytes: Uint8Array) => void;

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
  #onDecoded: OnDecoded = () => undefined;
  #total = 0;
  #failure: Decoded | undefined;

  constructor(stream: Transform, maxBytes: number) {
    this.#stream = stream;
    this.#maxBytes = maxBytes;
    stream.on('data', (chunk: Buffer) => this.#collect(chunk));
    stream.on('error', (error) => (this.#failure ??= { kind: 'broken', detail: error.message }));
  }

  /** Decompresses these bytes. After a failure: the same failure again; after `close`: nothing more. */
  async decode(bytes: Uint8Array, onDecoded: OnDecoded): Promise<Decoded> {
    if (this.#failure !== undefined || this.#stream.writableEnded || this.#stream.destroyed)
      return this.#soFar();
    this.#onDecoded = onDecoded;
    await new Promise<void>((resolve) => {
      this.#stream.once('close', resolve);
      this.#stream.write(bytes, () => {
        this.#stream.off('close', resolve);
        resolve();
      });
    });
    return this.#soFar();
  }

  /** The body is over: gives what was held back; `broken` where the compressed data was cut off. */
  async end(onDecoded: OnDecoded): Promise<Decoded> {
    if (this.#failure !== undefined || this.#stream.destroyed) return this.#soFar();
    this.#onDecoded = onDecoded;
    this.#stream.end();
    await finished(this.#stream).catch(() => undefined);
    return this.#soFar();
  }

  close(): void {
    this.#stream.destroy();
  }

  #collect(chunk: Buffer): void {
    this.#total += chunk.length;
    if (this.#total <= this.#maxBytes) {
      this.#onDecoded(chunk);
      return;
    }
    this.#failure ??= { kind: 'too_large' };
    this.#stream.destroy();
  }

  #soFar(): Decoded {
    return this.#failure ?? { kind: 'fine' };
  }
}
