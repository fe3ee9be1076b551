/**
 * Offset of `phrase` in `text` as whole words, from `from` on; -1 if it is not there. Both must be folded. A letter, digit or
 * combining mark may not touch the phrase where the phrase itself begins or ends with one, and a phrase that begins or
 * ends with a digit must be the whole number: `12` is not in `12.5`, `1,120` or ` -12`.
 */
export function findPhrase(text: string, phrase: string, from = 0): number {
  if (phrase === '') return -1;
  for (let at = text.indexOf(phrase, from); at >= 0; at = text.indexOf(phrase, at + 1)) {
    if (isFreeBefore(text, phrase, at) && isFreeAfter(text, phrase, at + phrase.length)) return at;
  }
  return -1;
}

export function holdsPhrase(text: string, phrase: string): boolean {
  return findPhrase(text, phrase) >= 0;
}

/** The first phrase that does not follow the ones before it; undefined where all come in this order. All folded. */
export function firstOutOfOrder(text: string, phrases: readonly string[]): string | undefined {
  let from = 0;
  for (const phrase of phrases) {
    const at = findPhrase(text, phrase, from);
    if (at < 0) return phrase;
    from = at + phrase.length;
  }
  return undefined;
}

const wordCharacter = /^[\p{L}\p{N}\p{M}]/u;
const digit = /^\p{N}/u;

function isFreeBefore(text: string, phrase: string, at: number): boolean {
  const first = phrase.slice(0, 2);
  if (!wordCharacter.test(first)) return true;
  if (wordCharacter.test(characterBefore(text, at))) return false;
  if (!digit.test(first)) return true;
  const before = text.charAt(at - 1);
  const further = characterBefore(text, at - 1);
  if (before === '.' || before === ',') return !digit.test(further) && before !== '.';
  return before !== '-' || wordCharacter.test(further);
}

function isFreeAfter(text: string, phrase: string, end: number): boolean {
  const last = characterBefore(phrase, phrase.length);
  if (!wordCharacter.test(last)) return true;
  if (wordCharacter.test(text.slice(end, end + 2))) return false;
  if (!digit.test(last)) return true;
  return !/^[.,]\p{N}/u.test(text.slice(end, end + 3));
}

function characterBefore(text: string, at: number): string {
  if (at <= 0) return '';
  const unit = text.charAt(at - 1);
  return /[\uDC00-\uDFFF]/.test(unit) ? text.slice(Math.max(0, at - 2), at) : unit;
}
