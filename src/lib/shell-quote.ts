/** One word for a POSIX shell: nothing in it is expanded or ends it. NUL, which no argument can hold, is left out. */
export function shellQuote(text: string): string {
  const word = text.replaceAll('\0', '');
  return /^[\w%+:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
