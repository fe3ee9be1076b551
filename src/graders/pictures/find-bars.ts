import type { Bar, BarsQuestion } from './picture-reader.js';
import type { Pixels } from './pixels.js';

/** Narrower than this share of the widest, a shape is a letter, a tick or a swatch and no bar. */
const leastWidth = 1 / 3;
/** A line drawn across a bar may part it by this share of the picture, and by no less than three pixels. */
const greatestGap = 0.01;
const maxBars = 200;

/**
 * The bars of a chart: connected shapes of the asked colours, letters left out, the parts of a bar that a grid line
 * crosses joined. Left to right, or top to bottom. Linear in the pixels.
 */
export function findBars(pixels: Pixels, { colours, tolerance, direction }: BarsQuestion): readonly Bar[] {
  const isUpright = direction === 'up' || direction === 'down';
  const shapes = shapesIn(pixels, maskOf(pixels, colours, tolerance)).map((box) => turned(box, isUpright));
  const widest = Math.max(0, ...shapes.map(({ from, to }) => to - from));
  const gap = Math.max(3, greatestGap * (isUpright ? pixels.height : pixels.width));
  const wide = shapes.filter(({ from, to }) => to - from >= leastWidth * widest);
  const joined = joinPieces(wide.slice(0, maxWide), gap);
  const growsBack = direction === 'up' || direction === 'left';
  return joined
    .sort((left, right) => left.from - right.from || left.low - right.low)
    .slice(0, maxBars)
    .map(({ from, to, low, high, area, colour }) => ({
      from,
      to,
      base: growsBack ? high : low,
      length: high - low,
      colour,
      fill: area / ((to - from) * (high - low)),
    }));
}

/** A shape's rectangle: `from` to `to` along the row of bars, `low` to `high` along their lengths; half-open. */
interface Shape {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  readonly area: number;
  readonly colour: number;
}

const maxShapes = 50_000;
/** Joining compares each with each. */
const maxWide = 1_000;

/** For each pixel the asked colour it has, counted from 1; 0 for none. */
function maskOf(
  { data, width, height }: Pixels,
  colours: BarsQuestion['colours'],
  tolerance: number,
): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (const [index, [red, green, blue]] of colours.entries())
    for (let at = 0; at < mask.length; at++) {
      if (
        Math.abs((data[3 * at] ?? 0) - red) <= tolerance &&
        Math.abs((data[3 * at + 1] ?? 0) - green) <= tolerance &&
        Math.abs((data[3 * at + 2] ?? 0) - blue) <= tolerance
      )
        mask[at] = index + 1;
    }
  return mask;
}

/** Connected shapes, by their sides; none where there are too many. Uses the mask up. */
function shapesIn({ width }: Pixels, mask: Uint8Array): readonly Shape[] {
  const stack = new Int32Array(mask.length);
  const shapes: Shape[] = [];
  for (let start = 0; start < mask.length; start++) {
    if (mask[start] === 0) continue;
    shapes.push(shapeFrom(start, { mask, width, stack }));
    // Confetti is no chart: what is too many to be told apart is not read.
    if (shapes.length > maxShapes) return [];
  }
  return shapes;
}

interface Flood {
  readonly mask: Uint8Array;
  readonly width: number;
  /** Room for every pixel; each is put on it once, for it leaves the mask then. */
  readonly stack: Int32Array;
}

/** The shape that a pixel belongs to. Plain loops: millions of pixels go through here. */
function shapeFrom(start: number, { mask, width, stack }: Flood): Shape {
  const colour = mask[start] ?? 0;
  const shape = { from: width, to: 0, low: Infinity, high: 0, area: 0, colour: colour - 1 };
  let size = 1;
  stack[0] = start;
  mask[start] = 0;
  while (size > 0) {
    const at = stack[--size] ?? 0;
    const x = at % width;
    const y = (at - x) / width;
    shape.area++;
    if (x < shape.from) shape.from = x;
    if (x >= shape.to) shape.to = x + 1;
    if (y < shape.low) shape.low = y;
    if (y >= shape.high) shape.high = y + 1;
    for (let side = 0; side < 4; side++) {
      if ((side === 0 && x === 0) || (side === 1 && x + 1 === width)) continue;
      // Beyond the first or last row the mask holds nothing, so nothing matches.
      const next = side === 0 ? at - 1 : side === 1 ? at + 1 : side === 2 ? at - width : at + width;
      if (mask[next] !== colour) continue;
      mask[next] = 0;
      stack[size++] = next;
    }
  }
  return shape;
}

function turned(shape: Shape, isUpright: boolean): Shape {
  const { from, to, low, high } = shape;
  return isUpright ? shape : { ...shape, from: low, to: high, low: from, high: to };
}

/** Joins shapes of one colour that lie one behind the other along a bar, with no more than a line between them. */
function joinPieces(shapes: readonly Shape[], gap: number): Shape[] {
  const joined: Shape[] = [];
  for (const shape of [...shapes].sort((left, right) => left.low - right.low)) {
    const at = joined.findIndex((other) => belongTogether(other, shape, gap));
    const other = joined[at];
    if (other === undefined) joined.push(shape);
    else
      joined[at] = {
        ...other,
        from: Math.min(other.from, shape.from),
        to: Math.max(other.to, shape.to),
        high: Math.max(other.high, shape.high),
        area: other.area + shape.area,
      };
  }
  return joined;
}

function belongTogether(before: Shape, after: Shape, gap: number): boolean {
  const overlap = Math.min(before.to, after.to) - Math.max(before.from, after.from);
  const widths = [before.to - before.from, after.to - after.from];
  return (
    before.colour === after.colour &&
    overlap >= 0.9 * Math.max(...widths) &&
    after.low - before.high <= gap &&
    after.low >= before.low
  );
}
