import { readXml } from './read-xml.js';
import { escapeXml, isHidden, openTag, refusedElements, safeAttributes, unsafeStyle } from './safe-svg.js';
import { movedBy, parseTransform, unmoved, type Matrix } from './transform.js';

export type SvgReading =
  | {
      readonly kind: 'svg';
      /** The same picture written anew from what was understood: no script, no reference to anything outside. */
      readonly source: string;
      readonly texts: readonly SvgText[];
    }
  | { readonly kind: 'not_svg'; readonly reason: string };

/** A text element that is shown. */
export interface SvgText {
  readonly text: string;
  /** Where it is anchored, in units of the root. */
  readonly x: number;
  readonly y: number;
}

/** Reads a miner's SVG and writes it anew, so that what is drawn is what was checked. Linear in the source. */
export function readSvg(source: string): SvgReading {
  const picture: Picture = { written: [], texts: [], open: [], steps: 0, surfaces: 0, prefix: '', style: [] };
  const problem = readXml(source, {
    open: (name, attributes) => openElement(picture, name, attributes),
    close: () => closeElement(picture),
    text: (text) => addText(picture, text),
  });
  if (problem !== undefined) return { kind: 'not_svg', reason: `it ${problem}` };
  return { kind: 'svg', source: picture.written.join(''), texts: picture.texts };
}

interface Picture {
  readonly written: string[];
  readonly texts: SvgText[];
  readonly open: OpenElement[];
  /** Filter steps, and elements that are drawn on a surface of their own. */
  steps: number;
  surfaces: number;
  /** Of element names: empty, or like `svg:`. */
  prefix: string;
  /** Pieces of the style element being read: checked together, for a comment may part them. */
  style: string[];
  reading?: TextBeingRead | undefined;
}

interface OpenElement {
  readonly name: string;
  /** Absent: it is left out of the picture, with all that is in it. */
  readonly matrix?: Matrix | undefined;
  readonly isShown: boolean;
}

interface TextBeingRead {
  readonly pieces: string[];
  at?: { readonly x: number; readonly y: number } | undefined;
}

type Attributes = ReadonlyMap<string, string>;

const svgNamespace = 'http://www.w3.org/2000/svg';
/** Each takes memory of the picture's size while it is drawn. */
const maxSteps = 40;
const maxSurfaces = 100;
const ownSurface = new Set(['clipPath', 'filter', 'marker', 'mask', 'pattern']);
/** What stands in these is not shown where it stands. */
const unshown = new Set([
  'clipPath',
  'defs',
  'marker',
  'mask',
  'pattern',
  'style',
  'symbol',
  'title',
  'desc',
]);

function openElement(picture: Picture, given: string, attributes: Attributes): string | undefined {
  const parent = picture.open.at(-1);
  const wrongRoot = parent === undefined ? beginRoot(picture, given, attributes) : undefined;
  if (wrongRoot !== undefined) return wrongRoot;
  const name = given.slice(picture.prefix.length);
  if (refusedElements.has(name)) return `holds <${name}>, which is not taken`;
  const outer = parent === undefined ? unmoved : parent.matrix;
  const isOurs = given.startsWith(picture.prefix) && !name.includes(':') && outer !== undefined;
  const kept = isOurs ? safeAttributes(name, attributes) : undefined;
  if (typeof kept === 'string') return kept;
  if (kept === undefined) {
    picture.open.push({ name, isShown: false });
    return undefined;
  }
  const matrix = parseTransform(attributes.get('transform'), outer ?? unmoved);
  const isShown = (parent?.isShown ?? true) && !unshown.has(name) && !isHidden(attributes);
  picture.open.push({ name, matrix, isShown });
  picture.written.push(
    openTag(name, parent === undefined ? new Map([...kept, ['xmlns', svgNamespace]]) : kept),
  );
  if (isShown) beginText(picture, attributes, { name, matrix });
  return tooCostly(picture, name);
}

function beginRoot(picture: Picture, name: string, attributes: Attributes): string | undefined {
  const colon = name.indexOf(':');
  picture.prefix = name.slice(0, colon + 1);
  if (name.slice(colon + 1) !== 'svg') return 'is not SVG: its root is another element';
  const namespace = attributes.get(colon < 0 ? 'xmlns' : `xmlns:${name.slice(0, colon)}`);
  return namespace === svgNamespace ? undefined : 'is not in the SVG namespace (xmlns)';
}

function tooCostly(picture: Picture, name: string): string | undefined {
  if (name.startsWith('fe')) picture.steps++;
  if (ownSurface.has(name)) picture.surfaces++;
  if (picture.steps > maxSteps) return `has over ${maxSteps} filter steps`;
  return picture.surfaces > maxSurfaces ? `has over ${maxSurfaces} filters, masks and patterns` : undefined;
}

/** A text stands where it, or the first part of it that says so, is placed. */
function beginText(
  picture: Picture,
  attributes: Attributes,
  { name, matrix }: { readonly name: string; readonly matrix: Matrix },
): void {
  if (name === 'text') picture.reading = { pieces: [] };
  if (picture.reading === undefined || !(attributes.has('x') || attributes.has('y'))) return;
  picture.reading.at ??= movedBy(matrix, {
    x: firstNumber(attributes.get('x')),
    y: firstNumber(attributes.get('y')),
  });
}

/** The first of a list of coordinates; 0 where there is none. */
function firstNumber(list: string | undefined): number {
  const number = Number.parseFloat(list ?? '');
  return Number.isFinite(number) ? number : 0;
}

function closeElement(picture: Picture): string | undefined {
  const element = picture.open.pop();
  if (element?.matrix === undefined) return undefined;
  const { name, matrix } = element;
  if (name === 'style') {
    const css = picture.style.join('');
    picture.style = [];
    const problem = unsafeStyle(css);
    if (problem !== undefined) return problem;
    picture.written.push(escapeXml(css));
  }
  picture.written.push(`</${name}>`);
  if (name === 'text' && picture.reading !== undefined) {
    const { pieces, at = movedBy(matrix, { x: 0, y: 0 }) } = picture.reading;
    const text = pieces.join('').replace(/\s+/g, ' ').trim();
    if (text !== '') picture.texts.push({ text, ...at });
    picture.reading = undefined;
  }
  return undefined;
}

function addText(picture: Picture, text: string): void {
  const element = picture.open.at(-1);
  if (element?.matrix === undefined) return;
  if (element.name === 'style') {
    picture.style.push(text);
    return;
  }
  picture.written.push(escapeXml(text));
  if (element.isShown) picture.reading?.pieces.push(text);
}
