/** What is told of a document while it is read. `open` and `close` may refuse it: why, as a phrase that follows "it". */
export interface XmlListener {
  readonly open: (name: string, attributes: ReadonlyMap<string, string>) => string | undefined;
  readonly close: () => string | undefined;
  readonly text: (text: string) => void;
}

const maxDepth = 64;
const maxElements = 20_000;
const maxAttributes = 100;

const forbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const tagName = /[A-Za-z_][\w.:-]{0,99}/y;
const attribute = /[ \t\r\n]+([A-Za-z_][\w.:-]{0,99})[ \t\r\n]*=[ \t\r\n]*(?:"([^"<]*)"|'([^'<]*)')/y;
const tagEnd = /[ \t\r\n]*(\/?)>/y;
const characters = /[^<]+/y;

/**
 * XML 1.0 in UTF-8 without a document type of its own: strict, for a file that no viewer opens is no picture. One pass,
 * bounded in depth, elements and attributes; no entity but the five and character references. Gives what is wrong with the
 * document, as a phrase that follows "it"; undefined if nothing is.
 */
export function readXml(source: string, listener: XmlListener): string | undefined {
  if (forbidden.test(source)) return 'holds characters that XML forbids';
  const reading: Reading = { source, listener, open: [], elements: 0, hasRoot: false };
  for (let at = 0; at < source.length;) {
    const next = readNext(reading, at);
    if (typeof next === 'string') return next;
    at = next;
  }
  if (reading.open.length > 0) return `never closes <${reading.open.at(-1) ?? ''}>`;
  return reading.hasRoot ? undefined : 'has no root';
}

interface Reading {
  readonly source: string;
  readonly listener: XmlListener;
  readonly open: string[];
  elements: number;
  hasRoot: boolean;
}

/** Reads what begins at an offset. Gives where it ends, or what is wrong. */
function readNext(reading: Reading, at: number): number | string {
  const { source, listener, open } = reading;
  if (source.charAt(at) !== '<') return readCharacters(reading, at);
  const skipped = skipMarkup(source, at, open.length > 0 ? listener.text : undefined);
  if (skipped !== undefined) return skipped;
  if (!source.startsWith('</', at)) return openTag(reading, at);
  const name = open.pop();
  const end = name === undefined ? undefined : endOfClosing(source, at, name);
  return end === undefined ? 'has a tag that closes nothing' : (listener.close() ?? end);
}

function openTag(reading: Reading, at: number): number | string {
  const { source, listener, open } = reading;
  const tag = readTag(source, at);
  if (typeof tag === 'string') return tag;
  if (open.length === 0 && reading.hasRoot) return 'has more than one root';
  reading.hasRoot = true;
  if (++reading.elements > maxElements) return `has over ${maxElements} elements`;
  if (open.length >= maxDepth) return `nests deeper than ${maxDepth} elements`;
  if (!tag.isEmpty) open.push(tag.name);
  return listener.open(tag.name, tag.attributes) ?? (tag.isEmpty ? listener.close() : undefined) ?? tag.end;
}

function readCharacters({ source, listener, open }: Reading, at: number): number | string {
  const raw = matchAt(characters, source, at)?.[0] ?? '';
  const text = decoded(raw);
  if (text === undefined || raw.includes(']]>')) return brokenText;
  if (open.length > 0) listener.text(text);
  else if (text.trim() !== '') return 'has text outside its root';
  return at + raw.length;
}

const brokenText = 'has an & that begins nothing XML knows';

/** Where a comment, an instruction, a CDATA section or the document type ends; what is wrong; undefined where none begins. */
function skipMarkup(
  source: string,
  at: number,
  onText: ((text: string) => void) | undefined,
): number | string | undefined {
  if (source.startsWith('<!--', at)) return endOf(source, at + 4, '-->') ?? 'never closes a comment';
  if (source.startsWith('<?', at)) {
    const end = endOf(source, at, '?>');
    if (end === undefined) return 'never closes an instruction';
    const encoding = /^<\?xml[^>]*\bencoding\s*=\s*["']([^"']*)/.exec(
      source.slice(at, Math.min(end, at + 200)),
    )?.[1];
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) return 'says that it is not in UTF-8';
    return end;
  }
  if (source.startsWith('<![CDATA[', at)) {
    const end = endOf(source, at, ']]>');
    if (end === undefined || onText === undefined) return 'has a CDATA section out of place';
    onText(source.slice(at + '<![CDATA['.length, end - ']]>'.length));
    return end;
  }
  if (!/^<!DOCTYPE/i.test(source.slice(at, at + 9))) return undefined;
  const end = endOf(source, at, '>');
  if (end === undefined) return 'never closes its document type';
  return source.slice(at, end).includes('[') ? 'declares entities or elements of its own' : end;
}

function endOf(source: string, from: number, mark: string): number | undefined {
  const at = source.indexOf(mark, from);
  return at < 0 ? undefined : at + mark.length;
}

function endOfClosing(source: string, at: number, name: string): number | undefined {
  const afterName = at + 2 + name.length;
  if (!source.startsWith(name, at + 2)) return undefined;
  const end = matchAt(tagEnd, source, afterName);
  return end?.[1] === '' ? afterName + end[0].length : undefined;
}

interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly isEmpty: boolean;
  readonly end: number;
}

function readTag(source: string, start: number): Tag | string {
  const name = matchAt(tagName, source, start + 1)?.[0];
  if (name === undefined) return 'has a < that begins no tag';
  const attributes = new Map<string, string>();
  let at = start + 1 + name.length;
  for (let found = matchAt(attribute, source, at); found !== null; found = matchAt(attribute, source, at)) {
    const key = found[1] ?? '';
    const value = decoded(found[2] ?? found[3] ?? '');
    if (value === undefined) return brokenText;
    if (attributes.has(key) || attributes.size >= maxAttributes)
      return `has an element with ${key} twice, or with over ${maxAttributes} attributes`;
    attributes.set(key, value);
    at += found[0].length;
  }
  const end = matchAt(tagEnd, source, at);
  if (end === null) return `has a broken tag: <${name}>`;
  return { name, attributes, isEmpty: end[1] === '/', end: at + end[0].length };
}

function matchAt(expression: RegExp, source: string, at: number): RegExpExecArray | null {
  expression.lastIndex = at;
  return expression.exec(source);
}

const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

const noReference = /&(?!(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)/;

/** References resolved; undefined where one is unknown or names a character that XML forbids. */
function decoded(raw: string): string | undefined {
  if (!raw.includes('&')) return raw;
  if (noReference.test(raw)) return undefined;
  const text = raw.replace(/&([^;]+);/g, (_whole, name) => characterOf(String(name)));
  return forbidden.test(text) ? undefined : text;
}

/** What a reference names; a character that is forbidden itself where there is none of its number. */
function characterOf(name: string): string {
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return entities.get(name) ?? (code <= 0x10ffff ? String.fromCodePoint(code) : '\0');
}
