/** A run of letters and digits this long that a reason shares with the prompt is no chance. */
const sharedLetters = 24;
/** A text of the prompt that is shorter than such a run counts as a whole, unless it is hardly more than a word. */
const fewestLetters = 8;
const removed = '[…]';

/**
 * A judge's words without what they repeat of its prompt: rules, reference, questions, task. Runs of 24 letters or
 * digits and more count, and whole texts of 8 and more, letter case and everything between them aside. What the candidate says too is no secret, and stays.
 */
export function promptRemover(prompt: {
  readonly texts: readonly string[];
  readonly candidate: string;
}): (words: string) => string {
  const texts = prompt.texts.map((text) => lettersOf(text).letters);
  const asked = texts.join('\n');
  const short = texts.filter(({ length }) => length >= fewestLetters && length < sharedLetters);
  const said = lettersOf(prompt.candidate).letters;
  return (words) => {
    const { letters, offsets } = lettersOf(words);
    const isShared = new Uint8Array(words.length);
    const lookAt = (at: number, length: number, isAsked: (run: string) => boolean) => {
      const run = letters.slice(at, at + length);
      if (run.length < length || !isAsked(run) || said.includes(run)) return;
      isShared.fill(1, offsets[at], (offsets[at + length - 1] ?? 0) + 1);
    };
    for (let at = 0; at < letters.length; at++) {
      lookAt(at, sharedLetters, (run) => asked.includes(run));
      for (const text of short) lookAt(at, text.length, (run) => run === text);
    }
    return withoutMarked(words, isShared);
  };
}

function withoutMarked(words: string, isShared: Uint8Array): string {
  let kept = '';
  for (let at = 0; at < words.length; at++) {
    if (isShared[at] !== 1) kept += words.charAt(at);
    else if (isShared[at - 1] !== 1) kept += removed;
  }
  return kept;
}

/** Lower case, each UTF-16 unit with its offset; only letters whose lower case is as long as they are. */
function lettersOf(text: string): { readonly letters: string; readonly offsets: readonly number[] } {
  const offsets: number[] = [];
  let letters = '';
  for (const { 0: character, index } of text.matchAll(/[\p{L}\p{N}]/gu)) {
    const lower = character.toLowerCase();
    letters += lower.length === character.length ? lower : character;
    for (let unit = 0; unit < character.length; unit++) offsets.push(index + unit);
  }
  return { letters, offsets };
}
