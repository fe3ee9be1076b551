import { blankCanvas, colours, fillBox } from './canvas.js';
import { drawText } from './font.js';
import { firstThat, seededInt } from './seeded.js';

/**
 * @typedef {readonly [crate: string, kg: number, dock: string, mark: 'HOLD' | 'SHIP']} Row
 * @typedef {readonly Row[]} CrateList
 */

const columns = [24, 250, 362, 484];
const rowHeight = 44;
const headTop = 72;

const lookalikes = ['0', 'O', '1', 'I', '2', 'Z', '5', 'S', '8', 'B'];

/**
 * Five crates, three of them on hold. Every code mixes digits and letters, with a 0 or an O among them and one repeat at most.
 * @param {number} seed
 * @returns {CrateList}
 */
export function crateList(seed) {
  const int = seededInt(seed);
  const shipped = [int(5), int(5)];
  if (shipped[0] === shipped[1]) shipped[1] = ((shipped[1] ?? 0) + 2) % 5;
  return Array.from({ length: 5 }, (_, place) => [
    drawnCode(int),
    60 + int(270),
    `${['N', 'E', 'W'][int(3)] ?? ''}${1 + int(9)}`,
    shipped.includes(place) ? 'SHIP' : 'HOLD',
  ]);
}

/**
 * A ruled list of crates, whose codes mix letters and digits that look alike; the foot shows which is which.
 * @param {CrateList} rows
 */
export function drawCrateList(rows) {
  const height = headTop + (rows.length + 1) * rowHeight + 56;
  const canvas = blankCanvas(600, height);
  drawText(canvas, { text: 'CRATES ON THE QUAY', x: 24, y: 22, scale: 3 }, colours.ink);
  drawRow(canvas, headTop, ['CRATE', 'KG', 'DOCK', 'MARK']);
  fillBox(canvas, { x: 16, y: headTop - 8, width: 568, height: 2 }, colours.ink);
  rows.forEach(([crate, kg, dock, mark], place) => {
    const top = headTop + (place + 1) * rowHeight;
    fillBox(canvas, { x: 16, y: top - 8, width: 568, height: place === 0 ? 2 : 1 }, colours.grey);
    drawRow(canvas, top, [crate, String(kg), dock, mark]);
  });
  const foot = headTop + (rows.length + 1) * rowHeight;
  fillBox(canvas, { x: 16, y: foot - 8, width: 568, height: 2 }, colours.ink);
  drawText(
    canvas,
    { text: 'DIGITS 0 1 2 5 8   LETTERS O I Z S B', x: 24, y: foot + 14, scale: 2 },
    colours.ink,
  );
  return canvas;
}

/**
 * What the task asks for: the rows marked HOLD, in order, and their weight together.
 * @param {CrateList} rows
 */
export function heldCrates(rows) {
  const held = rows.filter(([, , , mark]) => mark === 'HOLD');
  return {
    held: held.map(([crate, kg, dock]) => ({ crate, kg, dock })),
    totalKg: held.reduce((sum, [, kg]) => sum + kg, 0),
  };
}

/**
 * Six signs and a hyphen, as in S5B-0O1.
 * @param {import('./seeded.js').Dice} int
 */
function drawnCode(int) {
  return firstThat(
    () => {
      const signs = Array.from({ length: 6 }, () => lookalikes[int(lookalikes.length)] ?? '');
      return `${signs.slice(0, 3).join('')}-${signs.slice(3).join('')}`;
    },
    (code) => /[0O]/.test(code) && /\d/.test(code) && /[A-Z]/.test(code) && new Set(code).size >= 5,
  );
}

/**
 * @param {import('./canvas.js').Canvas} canvas
 * @param {number} top
 * @param {readonly string[]} texts
 */
function drawRow(canvas, top, texts) {
  texts.forEach((text, place) => {
    drawText(canvas, { text, x: columns[place] ?? 0, y: top, scale: 4 }, colours.ink);
  });
}
