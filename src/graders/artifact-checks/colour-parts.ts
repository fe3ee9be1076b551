import { part } from '../findings.js';
import type { FindingPart } from '../grade.js';
import { isColourNear, parseColour, showColour } from '../pictures/colour.js';
import type { Colour, PictureMeasures } from '../pictures/picture-reader.js';

interface Wanted {
  readonly colour: string;
  readonly tolerance: number;
}

/** A colour counts as one of a picture's from this share on; below lie the edges of letters and lines. */
const countedShare = 0.005;

export function pixelPart(where: string, found: Colour | undefined, wanted: Wanted): FindingPart {
  const id = `pixel ${where}`;
  if (found === undefined) return part(id, false, `the pixel at ${where} lies outside the picture`);
  const isMet = isColourNear(found, parseColour(wanted.colour), wanted.tolerance);
  return part(id, isMet, `the pixel at ${where} is ${showColour(found)}, ${wanted.colour} wanted`);
}

/** The colour that covers most. */
export function colourPart({ colours }: PictureMeasures, wanted: Wanted): FindingPart {
  const [first] = colours;
  const isMet =
    first !== undefined && isColourNear(first.colour, parseColour(wanted.colour), wanted.tolerance);
  const shown = first === undefined ? 'no colour' : showColour(first.colour);
  return part('dominant', isMet, `${shown} covers most of it, ${wanted.colour} wanted`);
}

export function distinctPart(
  { colours }: PictureMeasures,
  { min = 1, max = Infinity }: { readonly min?: number | undefined; readonly max?: number | undefined },
): FindingPart {
  const count = colours.filter(({ share }) => share >= countedShare).length;
  const wanted = min === max ? `${min}` : max === Infinity ? `at least ${min}` : `${min} to ${max}`;
  return part('distinctColours', count >= min && count <= max, `it has ${count} colours, ${wanted} wanted`);
}
