import { mask } from '../lib/mask-secrets.js';

/** Shorter ones would star out ordinary words; whoever uses such a key has none. */
const shortestSecret = 4;

/** Every way a secret may be written down: as it is, in a URL, in base64 (as Basic credentials are). Longest first. */
export function secretForms(secrets: readonly string[]): readonly string[] {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret.length < shortestSecret) continue;
    forms.add(secret);
    forms.add(encodeURIComponent(secret.replace(/\p{Cs}/gu, '\uFFFD')));
    forms.add(JSON.stringify(secret).slice(1, -1));
    for (const encoding of ['base64', 'base64url'] as const) {
      forms.add(Buffer.from(secret, 'utf8').toString(encoding));
    }
  }
  return [...forms].sort((left, right) => right.length - left.length || (left < right ? -1 : 1));
}

/** The text with each character of a secret as `*`. */
export function starred(text: string, forms: readonly string[]): string {
  return replaceRanges(text, forms, (length) => '*'.repeat(length));
}

/** The text with each secret as one `***`. */
export function withoutSecrets(text: string, forms: readonly string[]): string {
  return replaceRanges(text, forms, () => mask);
}

/**
 * Where the first characters of a secret stand at the very end, as many of them as there are: a text that was cut to a
 * length may end in half a key. Undefined where none do; fewer than four are no secret.
 */
export function secretAtCut(text: string, forms: readonly string[]): number | undefined {
  for (const form of forms) {
    for (let length = Math.min(form.length - 1, text.length); length >= shortestSecret; length--) {
      if (text.endsWith(form.slice(0, length))) return text.length - length;
    }
  }
  return undefined;
}

function replaceRanges(text: string, forms: readonly string[], stand: (length: number) => string): string {
  let clean = '';
  let at = 0;
  for (const { start, end } of secretRanges(text, forms)) {
    clean += text.slice(at, start) + stand(end - start);
    at = end;
  }
  return clean + text.slice(at);
}

interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Where the forms stand in the text, in order and without overlaps (those that touch or overlap are one range). */
function secretRanges(text: string, forms: readonly string[]): readonly TextRange[] {
  const found: TextRange[] = [];
  for (const form of forms) {
    for (let start = text.indexOf(form); start >= 0; start = text.indexOf(form, start + form.length)) {
      found.push({ start, end: start + form.length });
    }
  }
  found.sort((left, right) => left.start - right.start || right.end - left.end);
  const joined: TextRange[] = [];
  for (const range of found) {
    const last = joined.at(-1);
    if (last === undefined || range.start >= last.end) joined.push(range);
    else joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
  }
  return joined;
}
