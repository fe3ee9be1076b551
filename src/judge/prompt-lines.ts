/** One line of JSON. `<` is escaped because servers may read `<|im_start|>` and the like as control tokens. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', String.raw`\u003c`);
}

/** Puts values for `{{name}}`, in a single pass: braces inside a value are never filled. */
export function fillOnce(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}
