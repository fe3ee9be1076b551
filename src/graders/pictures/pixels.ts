import { isColourNear } from './colour.js';
import type { Area, Colour, Point } from './picture-reader.js';

/** A decoded picture: red, green and blue of every pixel, row by row. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Pixels for one that the question counts in: not 1 where an SVG was drawn larger or smaller. */
  readonly scale: number;
}

export function colourAt({ data, width }: Pixels, x: number, y: number): Colour {
  const at = 3 * (y * width + x);
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
}

/** Undefined where the point lies outside. */
export function probe(pixels: Pixels, { x, y }: Point): Colour | undefined {
  const column = pixelOf(x, pixels.width, pixels.scale);
  const row = pixelOf(y, pixels.height, pixels.scale);
  return column >= pixels.width || row >= pixels.height ? undefined : colourAt(pixels, column, row);
}

/** Share of an area's pixels that have a colour, 0 to 1; undefined where it reaches outside. */
export function shareOf(
  pixels: Pixels,
  { x, y, width, height, colour, tolerance }: Area & { readonly colour: Colour; readonly tolerance: number },
): number | undefined {
  const columns = rangeOf({ start: x, size: width }, pixels.width, pixels.scale);
  const rows = rangeOf({ start: y, size: height }, pixels.height, pixels.scale);
  if (columns === undefined || rows === undefined) return undefined;
  let met = 0;
  for (let row = rows.from; row < rows.to; row++)
    for (let column = columns.from; column < columns.to; column++)
      if (isColourNear(colourAt(pixels, column, row), colour, tolerance)) met++;
  return met / ((rows.to - rows.from) * (columns.to - columns.from));
}

function pixelOf(place: number, side: number, scale: number): number {
  return place <= 1 ? Math.min(side - 1, Math.floor(place * side)) : Math.floor((place + 0.5) * scale);
}

function rangeOf({ start, size }: { start: number; size: number }, side: number, scale: number) {
  const begin = start <= 1 ? start * side : start * scale;
  const end = begin + (size <= 1 ? size * side : size * scale);
  // Half a pixel of slack for rounding; an area that truly reaches outside is none of this picture's.
  if (end > side + 0.5) return undefined;
  const from = Math.min(side - 1, Math.round(begin));
  return { from, to: Math.max(from + 1, Math.min(side, Math.round(end))) };
}

/** Whether all pixels have one colour, the noise of JPEG left aside. */
export function isBlank({ data }: Pixels): boolean {
  for (let at = 3; at < data.length; at++)
    if (Math.abs((data[at] ?? 0) - (data[at % 3] ?? 0)) > noise) return false;
  return true;
}

const noise = 8;
const maxColours = 64;
/** Shades this near to a commoner one are counted with it. */
const nearness = 24;

/** The colours of a picture and their shares, the commonest first, near shades counted as one; at most 64. */
export function coloursOf({ data }: Pixels): readonly { readonly colour: Colour; readonly share: number }[] {
  const { counts, sums } = binsOf(data);
  const total = data.length / 3;
  const found: { colour: Colour; count: number }[] = [];
  const filled = [...counts.keys()].filter((bin) => (counts[bin] ?? 0) > 0);
  for (const bin of filled.sort((left, right) => (counts[right] ?? 0) - (counts[left] ?? 0))) {
    const count = counts[bin] ?? 0;
    const [red = 0, green = 0, blue = 0] = sums.subarray(3 * bin, 3 * bin + 3);
    const mean: Colour = [Math.round(red / count), Math.round(green / count), Math.round(blue / count)];
    const near = found.find(({ colour }) => isColourNear(colour, mean, nearness));
    if (near !== undefined) near.count += count;
    else if (found.length < maxColours) found.push({ colour: mean, count });
  }
  return found
    .sort((left, right) => right.count - left.count)
    .map(({ colour, count }) => ({ colour, share: count / total }));
}

/** Pixels counted by the upper five bits of each channel: bounded, whatever the picture. */
function binsOf(data: Uint8Array): { readonly counts: Uint32Array; readonly sums: Float64Array } {
  const counts = new Uint32Array(2 ** 15);
  const sums = new Float64Array(3 * 2 ** 15);
  for (let at = 0; at + 2 < data.length; at += 3) {
    const red = data[at] ?? 0;
    const green = data[at + 1] ?? 0;
    const blue = data[at + 2] ?? 0;
    const bin = ((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3);
    counts[bin] = (counts[bin] ?? 0) + 1;
    sums[3 * bin] = (sums[3 * bin] ?? 0) + red;
    sums[3 * bin + 1] = (sums[3 * bin + 1] ?? 0) + green;
    sums[3 * bin + 2] = (sums[3 * bin + 2] ?? 0) + blue;
  }
  return { counts, sums };
}
