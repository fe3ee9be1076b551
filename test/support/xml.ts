/** An element as an XML 1.0 processor reports it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Character data directly inside, references resolved. */
  readonly text: string;
}

const forbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const tag = /^<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>/;
const names: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Reads the small part of XML that reports use. Throws on whatever is not well-formed in it. */
export function parseXml(document: string): XmlElement {
  if (forbidden.test(document)) throw new Error('a character that XML 1.0 forbids');
  const declared = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/.exec(document)?.[0];
  if (declared === undefined) throw new Error('no XML declaration');
  const top = { name: '', attributes: {}, children: [] as XmlElement[], text: '' };
  const open = [top];
  let rest = document.slice(declared.length);
  while (rest !== '') {
    const inner = open.at(-1)!;
    const text = /^[^<]*/.exec(rest)![0];
    if (text.includes(']]>')) throw new Error(']]> in text');
    if (open.length === 1 && text.trim() !== '') throw new Error('text outside the root');
    inner.text += resolved(text);
    rest = rest.slice(text.length);
    if (rest === '') break;
    const [whole, close, name, attributes, isEmpty] = tag.exec(rest) ?? [];
    if (whole === undefined || name === undefined) throw new Error(`no tag: ${rest.slice(0, 60)}`);
    rest = rest.slice(whole.length);
    if (close === '/') {
      if (inner.name !== name || open.length === 1) throw new Error(`</${name}> closes nothing`);
      open.pop();
      continue;
    }
    const element = { name, attributes: attributesIn(attributes ?? ''), children: [], text: '' };
    inner.children.push(element);
    if (isEmpty !== '/') open.push(element);
  }
  const [root] = top.children;
  if (open.length > 1 || top.children.length !== 1 || root === undefined) throw new Error('not one root');
  return root;
}

function attributesIn(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(/([\w-]+)="([^"]*)"/g)) {
    if (Object.hasOwn(found, name)) throw new Error(`${name} twice`);
    // Attribute values are normalised: white space that is not a reference becomes a space.
    found[name] = resolved(value.replace(/[\t\n\r]/g, ' '));
  }
  return found;
}

function resolved(text: string): string {
  return text.replace(/&([^;]*);?/g, (whole, name: string) => {
    const number = /^#(\d+)$/.exec(name)?.[1];
    const character = number === undefined ? names[name] : String.fromCodePoint(Number(number));
    if (!whole.endsWith(';') || character === undefined || forbidden.test(character))
      throw new Error(`no reference: ${whole.slice(0, 20)}`);
    return character;
  });
}
