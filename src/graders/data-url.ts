export interface FoundUrl {
  readonly url: string;
  /** Range in the text. */
  readonly start: number;
  readonly end: number;
}

const maxUrls = 50;
const maxHeaderChars = 200;

/**
 * The `data:` URLs in a text, in links, in quotes or bare. One ends at white space, at the quote it began after, at the
 * bracket that closes the one before it, at a backtick or at `<` or `>`.
 */
export function dataUrlsIn(text: string): readonly FoundUrl[] {
  const found: FoundUrl[] = [];
  const starts = /(?<![\p{L}\p{N}])data:(?=[\w.+-]{1,60}\/)/giu;
  for (let match = starts.exec(text); match !== null && found.length < maxUrls; match = starts.exec(text)) {
    const end = urlEnd(text, match.index);
    starts.lastIndex = end;
    found.push({ url: text.slice(match.index, end), start: match.index, end });
  }
  return found;
}

function urlEnd(text: string, start: number): number {
  const before = text.charAt(start - 1);
  const quote = before === '"' || before === "'" ? before : undefined;
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const mark = text.charAt(at);
    if (mark <= ' ' || mark === quote || mark === '`' || mark === '<' || mark === '>') return at;
    if (mark === '(') depth++;
    if (mark === ')' && depth-- === 0) return at;
  }
  return text.length;
}

export type Decoded =
  | { readonly kind: 'bytes'; readonly mimeType: string; readonly bytes: Uint8Array }
  | { readonly kind: 'problem'; readonly reason: string };

/** The bytes in a `data:` URL (RFC 2397), percent and base64 undone, never more than `maxBytes`. */
export function decodeDataUrl(url: string, maxBytes: number): Decoded {
  const comma = url.slice(0, maxHeaderChars).indexOf(',');
  if (!/^data:/i.test(url) || comma < 0) return problem('it is not a data: URL');
  const [type = '', ...parameters] = url
    .slice('data:'.length, comma)
    .toLowerCase()
    .split(';')
    .map((item) => item.trim());
  const charset = parameters.find((item) => item.startsWith('charset='))?.slice('charset='.length) ?? 'utf-8';
  if (!['utf-8', 'utf8', 'us-ascii'].includes(charset.replaceAll('"', '')))
    return problem('its text is not UTF-8');
  // Each byte takes at most three characters (%41).
  if (url.length - comma > maxBytes * 3 + maxHeaderChars) return tooBig(maxBytes);
  const bytes = percentDecoded(url.slice(comma + 1));
  const decoded = bytes !== undefined && parameters.includes('base64') ? base64Decoded(bytes) : bytes;
  if (decoded === undefined) return problem('its encoding is broken');
  return decoded.length > maxBytes
    ? tooBig(maxBytes)
    : { kind: 'bytes', mimeType: type || 'text/plain', bytes: decoded };
}

function problem(reason: string): Decoded {
  return { kind: 'problem', reason };
}

function tooBig(maxBytes: number): Decoded {
  return problem(`it is over ${maxBytes} bytes`);
}

/** Undefined where a % is not followed by two hex digits. */
function percentDecoded(text: string): Uint8Array | undefined {
  const source = Buffer.from(text, 'utf8');
  const bytes = new Uint8Array(source.length);
  let length = 0;
  for (let at = 0; at < source.length; at++) {
    const byte = source[at] ?? 0;
    if (byte !== percentSign) {
      bytes[length++] = byte;
      continue;
    }
    const pair = source.toString('latin1', at + 1, at + 3);
    if (!/^[0-9a-f]{2}$/i.test(pair)) return undefined;
    bytes[length++] = Number.parseInt(pair, 16);
    at += 2;
  }
  return bytes.subarray(0, length);
}

const percentSign = 0x25;

/** Standard or URL-safe alphabet, padding optional. Undefined on anything else: Buffer would skip it in silence. */
function base64Decoded(bytes: Uint8Array): Uint8Array | undefined {
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/={1,2}$/, '');
  return /^[A-Za-z0-9+/_-]*$/.test(text) && text.length % 4 !== 1 ? Buffer.from(text, 'base64') : undefined;
}

/** Text in strict UTF-8, a byte order mark taken off; undefined where the bytes are none. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
