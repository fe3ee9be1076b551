import { blankCanvas, colours, fillBox, fillShape } from './canvas.js';
import { seededInt } from './seeded.js';

/**
 * @typedef {'circle' | 'square' | 'triangle'} Form
 * @typedef {'red' | 'blue' | 'green' | 'yellow'} Hue
 * @typedef {readonly [hue: Hue, form: Form, count: number]} Group
 * @typedef {{ readonly seed: number, readonly groups: readonly Group[] }} ShapeField
 */

const width = 520;
const height = 400;

/** Centres on a loose grid, so that shapes never touch; each is pushed about a little inside its cell. */
const cells = { across: 8, down: 6, size: 62, left: 12, top: 14 };

/**
 * Shapes of several colours strewn over a sheet. Count of cells bounds the count of shapes.
 * @param {ShapeField} field
 */
export function drawShapeField({ seed, groups }) {
  const canvas = blankCanvas(width, height);
  for (const edge of [
    { x: 0, y: 0, width, height: 3 },
    { x: 0, y: height - 3, width, height: 3 },
    { x: 0, y: 0, width: 3, height },
    { x: width - 3, y: 0, width: 3, height },
  ]) {
    fillBox(canvas, edge, colours.grey);
  }
  const int = seededInt(seed);
  const free = Array.from({ length: cells.across * cells.down }, (_, cell) => cell);
  for (const [hue, form, count] of groups) {
    for (let made = 0; made < count; made++) {
      const [cell] = free.splice(int(free.length), 1);
      if (cell === undefined) throw new RangeError('more shapes than cells');
      const radius = 15 + int(8);
      const play = Math.floor(cells.size / 2) - radius - 2;
      const x = cells.left + (cell % cells.across) * cells.size + cells.size / 2 + int(2 * play + 1) - play;
      const y =
        cells.top + Math.floor(cell / cells.across) * cells.size + cells.size / 2 + int(2 * play + 1) - play;
      drawForm(canvas, { form, x, y, radius }, colours[hue]);
    }
  }
  return canvas;
}

/**
 * How many there are of each group: `{ 'red circle': 4, … }`.
 * @param {ShapeField} field
 */
export function countsOf({ groups }) {
  return Object.fromEntries(groups.map(([hue, form, count]) => [`${hue} ${form}`, count]));
}

/**
 * @param {import('./canvas.js').Canvas} canvas
 * @param {{ readonly form: Form, readonly x: number, readonly y: number, readonly radius: number }} spot
 * @param {import('./canvas.js').Colour} colour
 */
function drawForm(canvas, { form, x, y, radius }, colour) {
  const box = { x: x - radius - 1, y: y - radius - 1, width: 2 * radius + 2, height: 2 * radius + 2 };
  const side = radius * 0.88;
  /** @type {Record<Form, (px: number, py: number) => boolean>} */
  const inside = {
    circle: (px, py) => (px - x) * (px - x) + (py - y) * (py - y) <= radius * radius,
    square: (px, py) => Math.abs(px - x) <= side && Math.abs(py - y) <= side,
    triangle: (px, py) => py <= y + side && py >= y - radius && Math.abs(px - x) <= (py - y + radius) * 0.56,
  };
  fillShape(canvas, { box, isInside: inside[form] }, colour);
}
