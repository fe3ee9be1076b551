/** What a guest prints: its first part kept, all of it counted. */
export interface OutputTally {
  /** Bytes printed so far. */
  readonly add: (piece: Uint8Array) => number;
  /** The first part as text. */
  readonly text: () => string;
}

const keptBytes = 4_000;

export function openOutputTally(): OutputTally {
  const kept: Uint8Array[] = [];
  let bytes = 0;
  return {
    add(piece) {
      if (bytes < keptBytes) kept.push(piece.slice(0, keptBytes - bytes));
      return (bytes += piece.length);
    },
    text: () => new TextDecoder().decode(Buffer.concat(kept)),
  };
}
