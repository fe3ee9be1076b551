/** Text in tag characters (U+E0000 block), which no screen shows and some tokenizers read. */
export function asTagCharacters(text: string): string {
  return text.replaceAll(/[ -~]/g, (character) => String.fromCodePoint(0xe0000 + character.charCodeAt(0)));
}
