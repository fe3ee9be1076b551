import { blankCanvas, colours, drawLine, fillBox, fillShape } from './canvas.js';
import { drawText, glyphColumns, textWidth } from './font.js';
import { firstThat, seededInt, shuffled } from './seeded.js';
import { shortestWays } from './shortest-ways.js';

/**
 * @typedef {{ readonly name: string, readonly x: number, readonly y: number }} Town
 * @typedef {import('./shortest-ways.js').Road} Road
 * @typedef {{ readonly towns: readonly Town[], readonly old: readonly Road[], readonly now: readonly Road[] }} RouteMap
 */

const [start, goal] = ['A', 'H'];
const columns = [56, 222, 414, 580];
const rows = [92, 222, 352];

/**
 * Eight towns and fifteen roads, and the same a year later, when one road has another length and the shortest way from A
 * to H is another one. Both shortest ways are shorter than any other by 3 km or more.
 * @param {number} seed
 * @returns {RouteMap}
 */
export function routeMap(seed) {
  const int = seededInt(seed);
  return firstThat(
    () => {
      const towns = drawnTowns(int);
      const old = drawnRoads(towns, int);
      const changed = int(old.length);
      const now = old.map((road, place) => (place === changed ? { ...road, km: drawnKm(int) } : road));
      return { towns, old, now };
    },
    ({ old, now }) => {
      const [before, after] = [old, now].map((roads) => shortestWays(roads, start, goal));
      const isClear = [before, after].every((ways) => (ways?.[1]?.km ?? 0) - (ways?.[0]?.km ?? 0) >= 3);
      const isAnother = before?.[0]?.towns.join() !== after?.[0]?.towns.join();
      return isClear && isAnother && Math.abs((before?.[0]?.km ?? 0) - (after?.[0]?.km ?? 0)) >= 3;
    },
  );
}

/**
 * @param {RouteMap} map
 * @param {'old' | 'now'} year
 */
export function drawRouteMap({ towns, ...roads }, year) {
  const canvas = blankCanvas(640, 424);
  drawText(canvas, { text: year === 'old' ? 'LAST YEAR' : 'THIS YEAR', x: 18, y: 16, scale: 3 }, colours.ink);
  const at = new Map(towns.map((town) => [town.name, town]));
  for (const { from, to, km } of roads[year]) {
    const [one, other] = [at.get(from), at.get(to)];
    if (one !== undefined && other !== undefined) drawRoad(canvas, { one, other, km });
  }
  for (const town of towns) drawTown(canvas, town);
  return canvas;
}

/**
 * What the task asks for: the road that changed, and this year's shortest way from A to H with its length.
 * @param {RouteMap} map
 */
export function askedWay({ old, now }) {
  const changed = now.find(({ km }, place) => km !== old[place]?.km);
  const [best] = shortestWays(now, start, goal);
  return { changed: [changed?.from, changed?.to].sort(), route: best?.towns, km: best?.km };
}

/** @param {import('./seeded.js').Dice} int */
function drawnTowns(int) {
  const push = () => int(29) - 14;
  const places = [1, 2].flatMap((column) => rows.map((_, row) => [column, row]));
  const names = shuffled(['B', 'C', 'D', 'E', 'F', 'G'], int);
  return [
    { name: start, x: columns[0] ?? 0, y: (rows[1] ?? 0) + push() },
    ...places.map(([column, row], place) => ({
      name: names[place] ?? '',
      x: (columns[column ?? 0] ?? 0) + push(),
      y: (rows[row ?? 0] ?? 0) + push(),
    })),
    { name: goal, x: columns[3] ?? 0, y: (rows[1] ?? 0) + push() },
  ];
}

/**
 * No two roads cross: of the two ways across each of the two squares in the middle only one is built.
 * @param {readonly Town[]} towns
 * @param {import('./seeded.js').Dice} int
 */
function drawnRoads(towns, int) {
  const across = [0, 1].map((row) => (int(2) === 0 ? [1 + row, 5 + row] : [2 + row, 4 + row]));
  const ends = [
    ...[1, 2, 3].flatMap((row) => [
      [0, row],
      [row, row + 3],
      [row + 3, 7],
    ]),
    [1, 2],
    [2, 3],
    [4, 5],
    [5, 6],
    ...across,
  ];
  return ends.map(([one, other]) => ({
    from: towns[one ?? 0]?.name ?? '',
    to: towns[other ?? 0]?.name ?? '',
    km: drawnKm(int),
  }));
}

/** @param {import('./seeded.js').Dice} int */
function drawnKm(int) {
  return 11 + int(58);
}

/**
 * @param {import('./canvas.js').Canvas} canvas
 * @param {{ readonly one: Town, readonly other: Town, readonly km: number }} road
 */
function drawRoad(canvas, { one, other, km }) {
  drawLine(canvas, { from: one, to: other, thickness: 4 }, colours.grey);
  const text = String(km);
  const width = textWidth(text, 3) + 8;
  const left = Math.floor((one.x + other.x - width) / 2);
  const top = Math.floor((one.y + other.y) / 2) - 14;
  fillBox(canvas, { x: left, y: top, width, height: 29 }, colours.paper);
  drawText(canvas, { text, x: left + 4, y: top + 4, scale: 3 }, colours.ink);
}

/**
 * @param {import('./canvas.js').Canvas} canvas
 * @param {Town} town
 */
function drawTown(canvas, { name, x, y }) {
  for (const [radius, colour] of /** @type {const} */ ([
    [24, colours.ink],
    [21, colours.yellow],
  ])) {
    const box = { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
    /** @type {(px: number, py: number) => boolean} */
    const isInside = (px, py) => (px - x) * (px - x) + (py - y) * (py - y) <= radius * radius;
    fillShape(canvas, { box, isInside }, colour);
  }
  const scale = 4;
  drawText(canvas, { text: name, x: x - (glyphColumns * scale) / 2, y: y - 14, scale }, colours.ink);
}
