import { colours, fillBox } from './canvas.js';
import { chartFrame, drawAxes, drawLabel, heightOf, plot } from './chart-frame.js';
import { drawText } from './font.js';
import { firstThat, seededInt, shuffled } from './seeded.js';

/** @typedef {{ readonly label: string, readonly blue: number, readonly red: number }} Group values 5 to 60, in fives */

const labels = ['OATS', 'RYE', 'CORN', 'BEANS', 'PEAS'];

/** What the caption in the prompt claims. No picture may bear it out. */
const caption = { tallest: 'RYE', blue: 55, red: 30 };

/**
 * Five groups of a blue and a red bar. One blue bar stands out; the tallest red one is in another group, and so is
 * whatever the caption claims.
 * @param {number} seed
 * @returns {readonly Group[]}
 */
export function pairedBars(seed) {
  const int = seededInt(seed);
  return firstThat(
    () => shuffled(labels, int).map((label) => ({ label, blue: 5 + 5 * int(12), red: 5 + 5 * int(12) })),
    (groups) => {
      const [first, second] = ranked(groups, 'blue');
      const [red, nextRed] = ranked(groups, 'red');
      const standsOut =
        (first?.blue ?? 0) >= (second?.blue ?? 0) + 10 && (red?.red ?? 0) > (nextRed?.red ?? 0);
      return standsOut && red?.label !== first?.label && first?.label !== caption.tallest;
    },
  );
}

/**
 * @param {readonly Group[]} groups
 */
export function drawPairedBars(groups) {
  const canvas = chartFrame('SACKS SOLD');
  drawKey(canvas, { text: 'MAY', x: 300 }, colours.blue);
  drawKey(canvas, { text: 'JUNE', x: 396 }, colours.red);
  const slot = Math.floor((plot.right - plot.left) / groups.length);
  groups.forEach(({ label, blue, red }, place) => {
    const middle = plot.left + place * slot + Math.floor(slot / 2);
    const left = { x: middle - 31, y: heightOf(blue), width: 30, height: plot.bottom - heightOf(blue) };
    const right = { x: middle + 1, y: heightOf(red), width: 30, height: plot.bottom - heightOf(red) };
    fillBox(canvas, left, colours.blue);
    fillBox(canvas, right, colours.red);
    drawLabel(canvas, label, middle);
  });
  drawAxes(canvas);
  return canvas;
}

/**
 * What the task asks for: the tallest blue bar's group, its value, and that of the red bar beside it.
 * @param {readonly Group[]} groups
 */
export function tallestBlue(groups) {
  const [first] = ranked(groups, 'blue');
  return { tallest: first?.label, blue: first?.blue, red: first?.red };
}

/**
 * @param {readonly Group[]} groups
 * @param {'blue' | 'red'} hue
 */
function ranked(groups, hue) {
  return [...groups].sort((one, other) => other[hue] - one[hue]);
}

/**
 * @param {import('./canvas.js').Canvas} canvas
 * @param {{ readonly text: string, readonly x: number }} entry
 * @param {import('./canvas.js').Colour} colour
 */
function drawKey(canvas, { text, x }, colour) {
  fillBox(canvas, { x, y: 18, width: 18, height: 18 }, colour);
  drawText(canvas, { text, x: x + 26, y: 20, scale: 2 }, colours.ink);
}
