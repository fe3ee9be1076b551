import ranks from 'gpt-tokenizer/bpeRanks/o200k_base';
import { encode, setMergeCacheSize } from 'gpt-tokenizer/encoding/o200k_base';

/** Runs are cut at this length: the merge of one unbroken run takes time by the square of its length. */
const longestRun = 1024;

/** Text such as `<|endoftext|>` is text here, whoever wrote it. */
const asPlainText = { disallowedSpecial: new Set<string>() };

// Cached runs can be a kilobyte each, and a miner chooses them.
setMergeCacheSize(10_000);

const byteLengths = Uint8Array.from(ranks, (bytes) =>
  typeof bytes === 'string' ? Buffer.byteLength(bytes) : bytes.length,
);

/** Tokens of a text in the o200k encoding. A run over 1 024 letters, signs or spaces is cut, which adds a token a cut at most. */
export function countTokens(text: string): number {
  return pieces(text).reduce((sum, piece) => sum + encode(piece, asPlainText).length, 0);
}

/**
 * The tokens that each delta adds to the joined text: the text is counted once, and a token belongs to the delta that
 * holds its last byte. So a word sent letter by letter counts as the word. Their sum is the count of the joined text.
 */
export function countDeltaTokens(deltas: readonly string[]): number[] {
  const ends = deltaEnds(deltas);
  const counts = deltas.map(() => 0);
  let delta = 0;
  let byte = 0;
  for (const piece of pieces(deltas.join(''))) {
    for (const token of encode(piece, asPlainText)) {
      byte += byteLengths[token] ?? 0;
      while (delta < ends.length - 1 && byte > (ends[delta] ?? 0)) delta++;
      counts[delta] = (counts[delta] ?? 0) + 1;
    }
  }
  return counts;
}

/** Where each delta ends in the UTF-8 of the joined text. A surrogate pair cut in two belongs to the delta that completes it. */
function deltaEnds(deltas: readonly string[]): number[] {
  let byte = 0;
  let carried = '';
  return deltas.map((delta, at) => {
    const text = carried + delta;
    const isCut = at < deltas.length - 1 && /[\uD800-\uDBFF]$/.test(text);
    carried = isCut ? text.slice(-1) : '';
    byte += Buffer.byteLength(isCut ? text.slice(0, -1) : text);
    return byte;
  });
}

/** The text, cut inside runs that are too long. */
function pieces(text: string): string[] {
  if (text.length <= longestRun) return text === '' ? [] : [text];
  const cuts: string[] = [];
  let from = 0;
  for (const { 0: run, index } of text.matchAll(/[\p{L}\p{M}]+|[^\s\p{L}\p{M}]+|\s+/gu)) {
    for (let inside = longestRun; inside < run.length; inside += longestRun) {
      const at = index + inside;
      const to = isLowSurrogate(text.charCodeAt(at)) ? at + 1 : at;
      cuts.push(text.slice(from, to));
      from = to;
    }
  }
  cuts.push(text.slice(from));
  return cuts;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
