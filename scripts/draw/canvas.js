/**
 * @typedef {readonly [red: number, green: number, blue: number]} Colour
 * @typedef {{ readonly width: number, readonly height: number, readonly pixels: Uint8Array }} Canvas  RGB, row by row
 * @typedef {{ readonly x: number, readonly y: number }} Point
 * @typedef {Point & { readonly width: number, readonly height: number }} Box
 */

/** @type {Readonly<Record<'paper' | 'ink' | 'grey' | 'pale' | 'red' | 'blue' | 'green' | 'yellow', Colour>>} */
export const colours = {
  paper: [252, 251, 247],
  ink: [32, 34, 40],
  grey: [140, 144, 152],
  pale: [222, 224, 228],
  red: [208, 44, 48],
  blue: [38, 92, 196],
  green: [34, 138, 70],
  yellow: [240, 190, 32],
};

/**
 * @param {number} width
 * @param {number} height
 * @returns {Canvas}
 */
export function blankCanvas(width, height) {
  const canvas = { width, height, pixels: new Uint8Array(width * height * 3) };
  fillBox(canvas, { x: 0, y: 0, width, height }, colours.paper);
  return canvas;
}

/**
 * @param {Canvas} canvas
 * @param {Box} box in whole pixels
 * @param {Colour} colour
 */
export function fillBox({ width, height, pixels }, box, colour) {
  if (!Object.values(box).every(Number.isInteger)) throw new RangeError('a box lies on whole pixels');
  const [left, right] = [Math.max(0, box.x), Math.min(width, box.x + box.width)];
  for (let y = Math.max(0, box.y); y < Math.min(height, box.y + box.height); y++) {
    for (let at = (y * width + left) * 3; at < (y * width + right) * 3; at += 3) pixels.set(colour, at);
  }
}

/**
 * Fills whatever `isInside` says lies inside, with smooth edges: each pixel is asked at 4 × 4 points.
 * @param {Canvas} canvas
 * @param {{ readonly box: Box, readonly isInside: (x: number, y: number) => boolean }} shape
 * @param {Colour} colour
 */
export function fillShape(canvas, { box, isInside }, colour) {
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) {
      let hits = 0;
      for (let point = 0; point < 16; point++) {
        if (isInside(x + ((point % 4) + 0.5) / 4, y + (Math.floor(point / 4) + 0.5) / 4)) hits++;
      }
      if (hits > 0) blend(canvas, { x, y, share: hits / 16 }, colour);
    }
  }
}

/**
 * A straight line with smooth edges, from one whole pixel to another.
 * @param {Canvas} canvas
 * @param {{ readonly from: Point, readonly to: Point, readonly thickness: number }} line
 * @param {Colour} colour
 */
export function drawLine(canvas, { from, to, thickness }, colour) {
  const [alongX, alongY] = [to.x - from.x, to.y - from.y];
  const squared = alongX * alongX + alongY * alongY;
  /** @type {(x: number, y: number) => boolean} */
  const isInside = (x, y) => {
    const sideways = (x - from.x) * alongY - (y - from.y) * alongX;
    return 4 * sideways * sideways <= thickness * thickness * squared;
  };
  const reach = Math.ceil(thickness / 2);
  const flat = Math.abs(alongX) > Math.abs(alongY);
  const steps = Math.max(Math.abs(alongX), Math.abs(alongY));
  // One column or row after the other: a box around all of it would be mostly empty.
  for (let step = 0; step < steps; step++) {
    const x = from.x + Math.floor((alongX * step) / steps);
    const y = from.y + Math.floor((alongY * step) / steps);
    const span = { x: x - 2 * reach, y: y - 2 * reach, width: 4 * reach + 1, height: 4 * reach + 1 };
    fillShape(canvas, { box: flat ? { ...span, x, width: 1 } : { ...span, y, height: 1 }, isInside }, colour);
  }
}

/**
 * @param {Canvas} canvas
 * @param {{ readonly x: number, readonly y: number, readonly share: number }} spot
 * @param {Colour} colour
 */
function blend({ width, height, pixels }, { x, y, share }, colour) {
  if (x < 0 || y < 0 || x >= width || y >= height) return;
  const at = (y * width + x) * 3;
  for (let channel = 0; channel < 3; channel++) {
    const below = pixels[at + channel] ?? 0;
    pixels[at + channel] = Math.round(below + ((colour[channel] ?? 0) - below) * share);
  }
}
