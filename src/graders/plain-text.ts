/**
 * How texts are compared. What a reader cannot tell apart is made equal, and nothing more:
 *
 * - canonically equal sequences (NFC), but not compatibility forms: `10²` must not become `102`, nor `½` `1⁄2`;
 * - full-width ASCII (`４２`) is ASCII; dashes used as minus or hyphen are `-`; curly quotes are straight;
 * - characters without a shape (zero-width, soft hyphen, bidi and other default-ignorables) are dropped;
 * - every run of white space, no-break spaces included, is one space.
 *
 * Digits and letters of other scripts stay what they are: `٤٢` and a Cyrillic `а` are not `42` and `a`.
 */
export function foldText(text: string, { caseSensitive = false }: { caseSensitive?: boolean } = {}): string {
  const plain = normalized(text, 'NFC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u2010-\u2013\u2212\uFE63]/g, '-')
    .replace(/[\u2018\u2019\u201A\u201B]/g, "'")
    .replace(/[\u201C-\u201F]/g, '"')
    .replace(/\s+/g, ' ')
    .trim();
  return caseSensitive ? plain : plain.toLowerCase();
}

/**
 * Unicode normalisation in linear time. Sorting a long run of combining marks is quadratic (100 000 marks: 5 s), so runs
 * are cut to 30, the bound of the Stream-Safe Text Format (UAX 15).
 */
export function normalized(text: string, form: 'NFC' | 'NFD' | 'NFKD'): string {
  return text.replace(/(\p{M}{30})\p{M}+/gu, '$1').normalize(form);
}

/** Something was said: a letter, a digit, a symbol such as an emoji, or empty JSON. Dots and dashes alone say nothing. */
export function hasSubstance(text: string): boolean {
  return /[\p{L}\p{N}\p{So}{}[\]]/u.test(text);
}

/** Offsets of the visible part: what an answer that is graded whole starts and ends with. */
export function visibleRange(text: string): { readonly start: number; readonly end: number } {
  const start = text.search(/[^\s\p{Default_Ignorable_Code_Point}\p{Cc}]/u);
  return { start: Math.max(0, start), end: text.trimEnd().length };
}

/** Without surrounding markdown, layer by layer, the text as given first: `**"x"**`, `"x"`, `x`. */
export function unwrappings(text: string): readonly string[] {
  const layers = [text.trim()];
  while (layers.length < 6) {
    const inner = unwrapOnce(layers.at(-1) ?? '');
    if (inner === undefined) break;
    layers.push(inner);
  }
  return layers;
}

const wrappers = ['***', '**', '__', '``', '*', '_', '`', '"', "'"];

function unwrapOnce(text: string): string | undefined {
  const plain = text.replace(/[\u201C\u201D]/g, '"').replace(/[\u2018\u2019]/g, "'");
  const wrapper = wrappers.find(
    (mark) => plain.length > 2 * mark.length && plain.startsWith(mark) && plain.endsWith(mark),
  );
  return wrapper === undefined ? undefined : text.slice(wrapper.length, -wrapper.length).trim();
}
