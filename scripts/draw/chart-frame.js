import { blankCanvas, colours, fillBox } from './canvas.js';
import { drawText, textWidth } from './font.js';

/** The field of the bars, in pixels; `bottom` is the line they stand on. */
export const plot = { left: 62, right: 500, top: 56, bottom: 316 };
const highest = 60;

/**
 * An empty chart for values from 0 to 60: its title, a line every 5 units and a number every 10.
 * @param {string} title
 */
export function chartFrame(title) {
  const canvas = blankCanvas(520, 360);
  drawText(canvas, { text: title, x: plot.left, y: 18, scale: 3 }, colours.ink);
  for (let value = 0; value <= highest; value += 5) {
    const y = heightOf(value);
    const isTen = value % 10 === 0;
    const line = { x: plot.left, y, width: plot.right - plot.left, height: 1 };
    fillBox(canvas, line, isTen ? colours.grey : colours.pale);
    if (!isTen) continue;
    const text = String(value);
    drawText(canvas, { text, x: plot.left - 10 - textWidth(text, 2), y: y - 7, scale: 2 }, colours.ink);
  }
  return canvas;
}

/**
 * The two axes, over the feet of the bars.
 * @param {import('./canvas.js').Canvas} canvas
 */
export function drawAxes(canvas) {
  const { left, right, top, bottom } = plot;
  fillBox(canvas, { x: left - 2, y: top - 8, width: 2, height: bottom - top + 10 }, colours.ink);
  fillBox(canvas, { x: left - 2, y: bottom, width: right - left + 2, height: 2 }, colours.ink);
}

/**
 * A label below the axis, around `middle`.
 * @param {import('./canvas.js').Canvas} canvas
 * @param {string} text
 * @param {number} middle
 */
export function drawLabel(canvas, text, middle) {
  const x = middle - Math.floor(textWidth(text, 2) / 2);
  drawText(canvas, { text, x, y: plot.bottom + 12, scale: 2 }, colours.ink);
}

/** @param {number} value */
export function heightOf(value) {
  return Math.round(plot.bottom - (value / highest) * (plot.bottom - plot.top));
}
