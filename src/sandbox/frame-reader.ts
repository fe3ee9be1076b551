import { Ended } from './ended.js';

export interface FrameReader {
  /** The frame that this piece ends, undefined while it goes on. Throws Ended. */
  readonly add: (piece: Uint8Array) => string | undefined;
}

/** Frames are lines. `limitBytes` bounds all of them together. */
export function openFrameReader(limitBytes: () => number): FrameReader {
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  return {
    add(piece) {
      bytes += piece.length;
      if (bytes > limitBytes()) throw new Ended('output', 'its results are too big');
      const end = piece.indexOf(newline);
      pieces.push(piece.slice(0, end === -1 ? piece.length : end));
      if (end === -1) return undefined;
      if (end < piece.length - 1) throw new Ended('crash', 'it wrote to the channel of its results');
      const frame = new TextDecoder().decode(Buffer.concat(pieces));
      pieces = [];
      return frame;
    },
  };
}

const newline = 0x0a;
