/**
 * A text without what a reader cannot see. Judge and evidence check both look at this, so that nothing hidden can steer
 * the one or escape the other.
 */
export interface VisibleText {
  readonly text: string;
  /** `offsets[i]` is where `text[i]` stood in the original (UTF-16); one more entry holds the original's length. */
  readonly offsets: Uint32Array;
}

/** Default_Ignorable covers zero-width, bidi controls, tags and variation selectors; then interlinear marks and lone surrogates. */
const hidden = /[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB\p{Cs}\p{Cc}]/u;
const lineBreak = /[\r\u0085\u2028\u2029]/;

/**
 * Takes out control characters (except tab and line feed), zero-width and other default-ignorable characters and lone
 * surrogates. Every kind of line break becomes one line feed.
 */
export function visibleText(original: string): VisibleText {
  const offsets = new Uint32Array(original.length + 1);
  const kept: string[] = [];
  let length = 0;
  let at = 0;
  for (const character of original) {
    const shown = shownAs(character, original[at + 1]);
    if (shown !== '') kept.push(shown);
    for (let unit = 0; unit < shown.length; unit++) offsets[length++] = at + unit;
    at += character.length;
  }
  offsets[length] = original.length;
  return { text: kept.join(''), offsets: offsets.slice(0, length + 1) };
}

function shownAs(character: string, next: string | undefined): string {
  if (character >= ' ' && character <= '~') return character;
  if (character === '\n' || character === '\t') return character;
  if (lineBreak.test(character)) return character === '\r' && next === '\n' ? '' : '\n';
  return hidden.test(character) ? '' : character;
}
