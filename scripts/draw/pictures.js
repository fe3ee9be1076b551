import { drawBarChart, tallestAndShortest } from './bar-chart.js';
import { crateList, drawCrateList, heldCrates } from './crate-list.js';
import { drawPairedBars, pairedBars, tallestBlue } from './paired-bars.js';
import { askedWay, drawRouteMap, routeMap } from './route-map.js';
import { askedCounts, drawShapeField, shapeField } from './shape-field.js';

/**
 * Every picture of the shipped suites. `answer` holds what a right reading of the picture gives, under the names the
 * task's variants use, so that a test can hold the suites to their pictures. Names tell a pair's twin and the row.
 * @typedef {{ readonly path: string, readonly draw: () => import('./canvas.js').Canvas, readonly answer: object }} Picture
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

/** What each suite's six pictures of a kind grow from: a1, a2, a3, b1, b2, b3. */
const seeds = {
  dev: {
    chart: [2103, 2106, 2107, 2110, 2111, 2115],
    shapes: [4101, 4102, 4103, 4104, 4105, 4106],
    routes: [6101, 6102, 6103, 6104, 6105, 6106],
    crates: [8101, 8102, 8103, 8104, 8105, 8106],
  },
  train: {
    chart: [2202, 2206, 2211, 2222, 2227, 2229],
    shapes: [4201, 4202, 4203, 4204, 4205, 4206],
    routes: [6201, 6202, 6203, 6204, 6205, 6206],
    crates: [8201, 8202, 8203, 8204, 8205, 8206],
  },
};

const rows = ['a1', 'a2', 'a3', 'b1', 'b2', 'b3'];

/** @type {readonly Picture[]} */
export const pictures = [
  ...Object.entries(barCharts).map(([name, chart]) => ({
    path: `public/smoke/assets/${name}.png`,
    draw: () => drawBarChart(chart),
    answer: tallestAndShortest(chart),
  })),
  ...Object.entries(seeds).flatMap(([suite, { chart, shapes, routes, crates }]) =>
    rows.flatMap((row, place) => {
      const folder = `public/${suite}/assets`;
      return [
        chartPicture(`${folder}/chart-${row}.png`, chart[place] ?? 0),
        shapesPicture(`${folder}/shapes-${row}.png`, shapes[place] ?? 0),
        ...routePictures(`${folder}/routes-${row}`, routes[place] ?? 0),
        cratesPicture(`${folder}/crates-${row}.png`, crates[place] ?? 0),
      ];
    }),
  ),
];

/**
 * @param {string} path
 * @param {number} seed
 * @returns {Picture}
 */
function chartPicture(path, seed) {
  const groups = pairedBars(seed);
  return { path, draw: () => drawPairedBars(groups), answer: tallestBlue(groups) };
}

/**
 * @param {string} path
 * @param {number} seed
 * @returns {Picture}
 */
function shapesPicture(path, seed) {
  const field = shapeField(seed);
  return { path, draw: () => drawShapeField(field), answer: askedCounts(field) };
}

/**
 * @param {string} path without the year
 * @param {number} seed
 * @returns {readonly Picture[]}
 */
function routePictures(path, seed) {
  const map = routeMap(seed);
  return /** @type {const} */ (['old', 'now']).map((year) => ({
    path: `${path}-${year}.png`,
    draw: () => drawRouteMap(map, year),
    answer: askedWay(map),
  }));
}

/**
 * @param {string} path
 * @param {number} seed
 * @returns {Picture}
 */
function cratesPicture(path, seed) {
  const list = crateList(seed);
  return { path, draw: () => drawCrateList(list), answer: heldCrates(list) };
}
