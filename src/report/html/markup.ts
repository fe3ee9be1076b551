/** HTML that is safe to print: made by `markup` alone, never from text. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | string | number | readonly Part[];

/** A template whose every value is escaped, unless it is markup itself; lists are joined. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const text = strings
    .map((fixed, index) => fixed + (index < parts.length ? textOf(parts[index] ?? '') : ''))
    .join('');
  return new Markup(text);
}

export const empty: Markup = new Markup('');

/** Fit for text and for an attribute in double quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/gu, (character) => `&#${character.charCodeAt(0)};`);
}

function textOf(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return part.map(textOf).join('');
}
