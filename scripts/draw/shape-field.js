import { blankCanvas, colours, fillBox, fillShape } from './canvas.js';
import { firstThat, seededInt } from './seeded.js';

/**
 * @typedef {'circle' | 'square' | 'triangle'} Form
 * @typedef {'red' | 'blue' | 'green' | 'yellow'} Hue
 * @typedef {{ readonly x: number, readonly y: number, readonly radius: number }} Spot
 * @typedef {Spot & { readonly hue: Hue, readonly form: Form, readonly isLeft: boolean }} Shape
 * @typedef {{ readonly shapes: readonly Shape[], readonly fenceX: number }} ShapeField
 */

const width = 536;
const height = 400;
const fenceWidth = 6;

/** Centres on a loose grid, so that shapes never touch; each is pushed about a little inside its cell. */
const cells = { across: 8, down: 6, size: 62, left: 12, top: 14 };
/** Cells on the right of the fence make room for it. */
const fenceGap = 16;

/**
 * What may stand on a sheet, and how many of it, with 48 cells for all. What is asked about comes first.
 * @type {readonly (readonly [hue: Hue, form: Form, least: number, most: number])[]}
 */
const kinds = [
  ['red', 'circle', 4, 10],
  ['blue', 'square', 4, 10],
  ['green', 'triangle', 2, 10],
  ['red', 'square', 2, 4],
  ['blue', 'triangle', 2, 4],
  ['green', 'circle', 2, 3],
  ['yellow', 'circle', 1, 3],
  ['yellow', 'triangle', 1, 3],
];

/**
 * Shapes of several colours strewn over a sheet, and a fence from top to bottom. Whatever is asked about stands on both
 * of its sides, so that counting the whole sheet is wrong.
 * @param {number} seed
 * @returns {ShapeField}
 */
export function shapeField(seed) {
  const int = seededInt(seed);
  return firstThat(
    () => {
      const column = 3 + int(3);
      const free = Array.from({ length: cells.across * cells.down }, (_, cell) => cell);
      const shapes = kinds.flatMap(([hue, form, least, most]) =>
        Array.from({ length: least + int(most - least + 1) }, () => ({
          hue,
          form,
          ...spotIn(free, column, int),
        })),
      );
      return { shapes, fenceX: cells.left + column * cells.size + fenceGap / 2 };
    },
    (field) => {
      const { circles, squares } = askedCounts(field);
      const { allCircles, allSquares } = allCounts(field);
      const isSplit = circles > 0 && squares > 0 && circles < allCircles && squares < allSquares;
      return isSplit && circles !== squares;
    },
  );
}

/** @param {ShapeField} field */
export function drawShapeField({ shapes, fenceX }) {
  const canvas = blankCanvas(width, height);
  for (const edge of [
    { x: 0, y: 0, width, height: 3 },
    { x: 0, y: height - 3, width, height: 3 },
    { x: 0, y: 0, width: 3, height },
    { x: width - 3, y: 0, width: 3, height },
  ]) {
    fillBox(canvas, edge, colours.grey);
  }
  fillBox(canvas, { x: fenceX - fenceWidth / 2, y: 3, width: fenceWidth, height: height - 6 }, colours.ink);
  for (const shape of shapes) drawForm(canvas, shape, colours[shape.hue]);
  return canvas;
}

/**
 * What the task asks for: red circles left of the fence, blue squares right of it, green triangles on both sides.
 * @param {ShapeField} field
 */
export function askedCounts({ shapes }) {
  return {
    circles: shapes.filter(({ hue, form, isLeft }) => hue === 'red' && form === 'circle' && isLeft).length,
    squares: shapes.filter(({ hue, form, isLeft }) => hue === 'blue' && form === 'square' && !isLeft).length,
    triangles: shapes.filter(({ hue, form }) => hue === 'green' && form === 'triangle').length,
  };
}

/**
 * The same without minding the fence.
 * @param {ShapeField} field
 */
export function allCounts({ shapes }) {
  return {
    allCircles: shapes.filter(({ hue, form }) => hue === 'red' && form === 'circle').length,
    allSquares: shapes.filter(({ hue, form }) => hue === 'blue' && form === 'square').length,
  };
}

/**
 * A place in one of the free cells, which is then taken.
 * @param {number[]} free
 * @param {number} fenceColumn
 * @param {import('./seeded.js').Dice} int
 */
function spotIn(free, fenceColumn, int) {
  const [cell] = free.splice(int(free.length), 1);
  if (cell === undefined) throw new RangeError('more shapes than cells');
  const [column, row] = [cell % cells.across, Math.floor(cell / cells.across)];
  const isLeft = column < fenceColumn;
  const radius = 15 + int(8);
  const play = Math.floor(cells.size / 2) - radius - 2;
  const push = () => cells.size / 2 + int(2 * play + 1) - play;
  const x = cells.left + (isLeft ? 0 : fenceGap) + column * cells.size + push();
  return { x, y: cells.top + row * cells.size + push(), radius, isLeft };
}

/**
 * @param {import('./canvas.js').Canvas} canvas
 * @param {Shape} shape
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
