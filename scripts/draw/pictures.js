import { drawBarChart, tallestAndShortest } from './bar-chart.js';
import { drawCrateList, heldCrates } from './crate-list.js';
import { countsOf, drawShapeField } from './shape-field.js';

/**
 * Every picture of the shipped suites. `answer` holds what a right reading of the picture gives, under the names the
 * task's variants use, so that a test can hold the suites to their pictures.
 * @typedef {{ readonly path: string, readonly canvas: import('./canvas.js').Canvas, readonly answer: object }} Picture
 */

/** @type {Readonly<Record<string, import('./bar-chart.js').BarChart>>} */
const barCharts = {
  'bars-a1': { title: 'CRATES SOLD', bars: { FIG: 25, PLUM: 50, LIME: 15, PEAR: 35, DATE: 40 } },
  'bars-a2': { title: 'CRATES SOLD', bars: { KALE: 30, LEEK: 20, BEET: 45, OKRA: 5, CORN: 35 } },
  'bars-a3': { title: 'CRATES SOLD', bars: { SAGE: 10, MINT: 40, DILL: 25, CHIVE: 55, THYME: 45 } },
  'bars-b1': { title: 'CRATES SOLD', bars: { FIG: 45, PLUM: 20, LIME: 60, PEAR: 30, DATE: 25 } },
  'bars-b2': { title: 'CRATES SOLD', bars: { KALE: 15, LEEK: 55, BEET: 30, OKRA: 50, CORN: 25 } },
  'bars-b3': { title: 'CRATES SOLD', bars: { SAGE: 35, MINT: 20, DILL: 30, CHIVE: 15, THYME: 40 } },
};

/** @type {Readonly<Record<string, import('./shape-field.js').ShapeField>>} */
const shapeFields = {
  'shapes-a1': field(4101, [4, 6, 3, 5, 2, 4]),
  'shapes-a2': field(4102, [7, 3, 5, 2, 6, 3]),
  'shapes-a3': field(4103, [5, 8, 4, 3, 3, 5]),
  'shapes-b1': field(4104, [6, 4, 7, 2, 5, 4]),
  'shapes-b2': field(4105, [3, 7, 6, 6, 3, 2]),
  'shapes-b3': field(4106, [8, 5, 2, 4, 4, 6]),
};

/** @type {Readonly<Record<string, import('./crate-list.js').CrateList>>} */
const crateLists = {
  'crates-a1': crates([
    ['B80-O5S', 118, 'N2', 'SHIP'],
    ['1ZI-208', 254, 'E7', 'HOLD'],
    ['S5B-0O1', 96, 'W4', 'HOLD'],
    ['O0Z-8I2', 307, 'N5', 'SHIP'],
    ['28B-IS0', 143, 'E1', 'HOLD'],
  ]),
  'crates-a2': crates([
    ['Z2O-15B', 212, 'W3', 'HOLD'],
    ['0S8-I1O', 87, 'N6', 'SHIP'],
    ['B5Z-0O2', 175, 'E4', 'HOLD'],
    ['I8S-2Z0', 329, 'W9', 'HOLD'],
    ['51B-SO8', 64, 'N1', 'SHIP'],
  ]),
  'crates-a3': crates([
    ['O1S-5Z8', 138, 'E5', 'SHIP'],
    ['8IB-02S', 291, 'N8', 'HOLD'],
    ['Z0O-B51', 73, 'W2', 'SHIP'],
    ['2S5-OI8', 266, 'E3', 'HOLD'],
    ['IB1-Z0O', 184, 'N7', 'HOLD'],
  ]),
  'crates-b1': crates([
    ['O80-B5S', 131, 'E2', 'HOLD'],
    ['IZ1-2O8', 245, 'N7', 'HOLD'],
    ['5SB-O01', 69, 'W1', 'SHIP'],
    ['0OZ-81Z', 308, 'E5', 'HOLD'],
    ['Z88-I50', 152, 'N3', 'SHIP'],
  ]),
  'crates-b2': crates([
    ['2ZO-I5B', 221, 'N4', 'SHIP'],
    ['O58-1I0', 78, 'E6', 'HOLD'],
    ['85Z-O02', 157, 'W5', 'SHIP'],
    ['18S-Z2O', 316, 'N9', 'HOLD'],
    ['S1B-5O8', 92, 'E8', 'HOLD'],
  ]),
  'crates-b3': crates([
    ['01S-SZ8', 183, 'W6', 'HOLD'],
    ['BI8-O25', 219, 'N2', 'SHIP'],
    ['2OO-8S1', 104, 'E9', 'HOLD'],
    ['ZS5-018', 262, 'W7', 'SHIP'],
    ['1B1-2O0', 148, 'N5', 'HOLD'],
  ]),
};

/** @type {readonly Picture[]} */
export const pictures = [
  ...Object.entries(barCharts).map(([name, chart]) => ({
    path: `public/smoke/assets/${name}.png`,
    canvas: drawBarChart(chart),
    answer: tallestAndShortest(chart),
  })),
  ...Object.entries(shapeFields).map(([name, shapes]) => ({
    path: `public/dev/assets/${name}.png`,
    canvas: drawShapeField(shapes),
    answer: asked(countsOf(shapes)),
  })),
  ...Object.entries(crateLists).map(([name, list]) => ({
    path: `public/dev/assets/${name}.png`,
    canvas: drawCrateList(list),
    answer: heldCrates(list),
  })),
];

/**
 * @param {number} seed
 * @param {readonly [number, number, number, number, number, number]} counts
 * @returns {import('./shape-field.js').ShapeField}
 */
function field(seed, [redCircles, blueSquares, greenTriangles, redSquares, blueTriangles, greenCircles]) {
  return {
    seed,
    groups: [
      ['red', 'circle', redCircles],
      ['blue', 'square', blueSquares],
      ['green', 'triangle', greenTriangles],
      ['red', 'square', redSquares],
      ['blue', 'triangle', blueTriangles],
      ['green', 'circle', greenCircles],
      ['yellow', 'circle', 3],
      ['yellow', 'triangle', 2],
    ],
  };
}

/** @param {Readonly<Record<string, number>>} counts */
function asked(counts) {
  return {
    circles: counts['red circle'],
    squares: counts['blue square'],
    triangles: counts['green triangle'],
  };
}

/**
 * @param {readonly import('./crate-list.js').Row[]} rows
 * @returns {import('./crate-list.js').CrateList}
 */
function crates(rows) {
  return { title: 'CRATES ON THE QUAY', rows };
}
