/** Characters that show nothing: white space, default-ignorable, control (Unicode properties), and the blank Braille cell. */
const invisible = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/gu;
const visible = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/u;

export function isVisible(text: string): boolean {
  return visible.test(text);
}

/** Without the characters that show nothing. */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, '');
}

/** Half-open ranges of the closed HTML comments in a text, in order. One pass: hostile text may hold a million openings. */
export function commentRanges(text: string): readonly (readonly [start: number, end: number])[] {
  const ranges: [number, number][] = [];
  let end = 0;
  for (;;) {
    const start = text.indexOf('<!--', end);
    const close = start < 0 ? -1 : text.indexOf('-->', start + '<!--'.length);
    if (close < 0) return ranges;
    end = close + '-->'.length;
    ranges.push([start, end]);
  }
}
