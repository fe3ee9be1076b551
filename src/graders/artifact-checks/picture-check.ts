import { part } from '../findings.js';
import type { FindingPart } from '../grade.js';
import { parseColour, showColour } from '../pictures/colour.js';
import type {
  Area,
  PictureMeasures,
  PictureQuestion,
  PictureReader,
  Point,
} from '../pictures/picture-reader.js';
import { UnavailableCheck } from '../refused-check.js';
import { barParts } from './bar-parts.js';
import { colourPart, distinctPart, pixelPart } from './colour-parts.js';
import type { Bounds, PictureSpec } from './picture-keys.js';

export interface PictureInput {
  readonly mimeType: string;
  readonly bytes: Uint8Array;
  readonly spec: PictureSpec;
  readonly pictures: PictureReader | undefined;
}

/** One part a rule, the first that the bytes are a picture of their type. Throws UnavailableCheck where pictures cannot be read here. */
export async function checkPicture({
  mimeType,
  bytes,
  spec,
  pictures,
}: PictureInput): Promise<readonly FindingPart[]> {
  if (pictures === undefined) throw new UnavailableCheck('there is nothing here that reads pictures');
  const reading = await pictures.measure(questionOf({ mimeType, bytes, spec }));
  if (reading.kind === 'unavailable') throw new UnavailableCheck(reading.reason);
  if (reading.kind === 'refused') return [part('picture', false, `the artifact: ${reading.reason}`)];
  return [
    part('picture', true, `the artifact is a picture of ${reading.width} × ${reading.height} pixels`),
    ...pictureParts(reading, spec),
  ];
}

function questionOf({ mimeType, bytes, spec }: Omit<PictureInput, 'pictures'>): PictureQuestion {
  const { pixels = [], regions = [], dominant, distinctColours, bars } = spec;
  const wanted = bars === undefined ? [] : [bars.colour].flat().map((text) => text.toLowerCase());
  return {
    mimeType,
    bytes,
    points: pixels.map(({ x, y }) => ({ x, y })),
    areas: regions.map(({ x, y, width, height, colour, tolerance }) => ({
      x,
      y,
      width,
      height,
      colour: parseColour(colour),
      tolerance,
    })),
    wantsColours: dominant !== undefined || distinctColours !== undefined,
    bars: bars && {
      colours: [...new Set(wanted)].map(parseColour),
      tolerance: bars.colourTolerance,
      direction: bars.direction,
    },
  };
}

function pictureParts(measured: PictureMeasures, spec: PictureSpec): readonly FindingPart[] {
  const { pixels = [], regions = [], dominant, distinctColours, bars } = spec;
  const { isBlank, points, areas } = measured;
  return [
    ...(distinctColours === undefined
      ? [part('content', !isBlank, isBlank ? 'it is blank: all of one colour' : 'it is not blank')]
      : [distinctPart(measured, boundsOf(distinctColours))]),
    ...sidePart('width', measured.width, spec.width),
    ...sidePart('height', measured.height, spec.height),
    ...pixels.map((pixel, index) => pixelPart(placeOf(pixel), points[index], pixel)),
    ...regions.map((region, index) => regionPart(areaOf(region), areas[index], region)),
    ...(dominant === undefined ? [] : [colourPart(measured, dominant)]),
    ...(bars === undefined ? [] : barParts(measured.bars, bars)),
  ];
}

function sidePart(name: string, found: number, wanted: Bounds | undefined): readonly FindingPart[] {
  if (wanted === undefined) return [];
  const { min = 0, max = Infinity } = boundsOf(wanted);
  const shown = min === max ? `${min}` : `${min} to ${max === Infinity ? 'any' : max}`;
  return [part(name, found >= min && found <= max, `its ${name} is ${found}, ${shown} wanted`)];
}

function regionPart(
  where: string,
  found: number | undefined,
  { colour, share }: { colour: string; share: number },
): FindingPart {
  const id = `region ${where}`;
  if (found === undefined) return part(id, false, `the region at ${where} lies outside the picture`);
  const wanted = `${shownShare(share)} wanted`;
  const shown = `${shownShare(found)} of the region at ${where} is ${showColour(parseColour(colour))}`;
  return part(id, found >= share, `${shown}, ${wanted}`);
}

/** Bounds as a pair; a single value is both. */
function boundsOf(bounds: Bounds): { readonly min?: number | undefined; readonly max?: number | undefined } {
  return typeof bounds === 'number' ? { min: bounds, max: bounds } : bounds;
}

function placeOf({ x, y }: Point): string {
  return `${x},${y}`;
}

function areaOf({ width, height, ...corner }: Area): string {
  return `${placeOf(corner)} ${width}×${height}`;
}

function shownShare(share: number): string {
  return `${Math.floor(share * 1000) / 10} %`;
}
