/** Long words (a data URL is one) are cut after this many characters. */
const longestPiece = 24;

/**
 * Cuts a text into about as many deltas as a model would send, a word with the white space before it each, and into `most`
 * at the most. The pieces joined are the text; no character is split.
 */
export function pieces(text: string, most: number): readonly string[] {
  const small = text.match(new RegExp(`\\s*\\S{1,${longestPiece}}|\\s+`, 'gu')) ?? [];
  const perPiece = Math.ceil(small.length / Math.max(1, most));
  return Array.from({ length: Math.ceil(small.length / Math.max(1, perPiece)) }, (_, index) =>
    small.slice(index * perPiece, (index + 1) * perPiece).join(''),
  );
}
