import { isColourNear, parseColour } from '../pictures/colour.js';
import type { Area, Point } from '../pictures/picture-reader.js';
import type { BarsSpec, Bounds, PictureSpec } from './picture-keys.js';

/** What in the rules no picture can meet, or a careless one does; one sentence each. */
export function pictureProblems(spec: PictureSpec): readonly string[] {
  const { pixels = [], regions = [], bars, width, height, distinctColours } = spec;
  const crossed = Object.entries({ width, height, distinctColours }).filter(([, bounds]) => doCross(bounds));
  const outside = [...pixels, ...regions.flatMap(cornersOf)].filter((point) => isOutside(point, spec));
  return [
    ...crossed.map(([name]) => `the bounds of ${name} cross`),
    ...(outside.length === 0 ? [] : ['a pixel or region lies outside `width` and `height`']),
    ...contradictions(pixels),
    ...(bars === undefined ? [] : barProblems(bars)),
  ];
}

/** Whether the rules ask for anything but a picture. */
export function asksForPicture(spec: PictureSpec): boolean {
  const { pixels, regions, dominant, distinctColours, bars, width, height } = spec;
  const rules = [pixels, regions, dominant, distinctColours, bars, width, height];
  return rules.some((rule) => rule !== undefined);
}

function doCross(bounds: Bounds | undefined): boolean {
  return typeof bounds === 'object' && (bounds.min ?? 0) > (bounds.max ?? Infinity);
}

function cornersOf({ x, y, width, height }: Area): readonly Point[] {
  const isBeyond = (start: number, size: number) => start <= 1 && size <= 1 && start + size > 1 + 1e-9;
  // A share that runs past the far edge is outside every picture.
  const far = { x: isBeyond(x, width) ? Infinity : x, y: isBeyond(y, height) ? Infinity : y };
  return [far, { x: x > 1 && width > 1 ? x + width - 1 : x, y: y > 1 && height > 1 ? y + height - 1 : y }];
}

function isOutside({ x, y }: Point, { width, height }: PictureSpec): boolean {
  return x >= longest(width) || y >= longest(height);
}

/** The greatest length the bounds allow; a share always lies within it. */
function longest(bounds: Bounds | undefined): number {
  const most = typeof bounds === 'object' ? bounds.max : bounds;
  return Math.max(1.000_001, most ?? Number.MAX_VALUE);
}

function contradictions(pixels: NonNullable<PictureSpec['pixels']>): readonly string[] {
  const clash = pixels.find((left, index) =>
    pixels
      .slice(0, index)
      .some(
        (right) =>
          left.x === right.x &&
          left.y === right.y &&
          !isColourNear(
            parseColour(left.colour),
            parseColour(right.colour),
            left.tolerance + right.tolerance,
          ),
      ),
  );
  return clash === undefined ? [] : [`the pixel at ${clash.x},${clash.y} is wanted in two colours`];
}

function barProblems({ values, colour, labels, colourTolerance, tolerance }: BarsSpec): readonly string[] {
  const colours = [...new Set([colour].flat().map((text) => text.toLowerCase()))].map(parseColour);
  const isMixed = colours.some((left, index) =>
    colours.slice(0, index).some((right) => isColourNear(left, right, 2 * colourTolerance)),
  );
  const isFlat = Math.max(...values) - Math.min(...values) <= 2 * tolerance * Math.max(...values);
  return [
    ...(Array.isArray(colour) && colour.length !== values.length
      ? [`\`bars\` has ${values.length} values and ${colour.length} colours`]
      : []),
    ...(labels !== undefined && labels.length !== values.length
      ? [`\`bars\` has ${values.length} values and ${labels.length} labels`]
      : []),
    ...(isMixed ? ['two colours of `bars` are too near each other to tell apart'] : []),
    ...(isFlat ? ['the values of `bars` are so alike that equal bars would pass'] : []),
  ];
}
