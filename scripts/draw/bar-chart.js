import { blankCanvas, colours, fillBox } from './canvas.js';
import { drawText, textWidth } from './font.js';

/** @typedef {{ readonly title: string, readonly bars: Readonly<Record<string, number>> }} BarChart values 0 to 60 */

const plot = { left: 62, right: 500, top: 56, bottom: 316 };
const highest = 60;

/**
 * A labelled bar chart with a line every 5 units and a number every 10.
 * @param {BarChart} chart
 */
export function drawBarChart({ title, bars }) {
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
  const slot = Math.floor((plot.right - plot.left) / Object.keys(bars).length);
  Object.entries(bars).forEach(([label, value], place) => {
    const middle = plot.left + place * slot + Math.floor(slot / 2);
    const top = heightOf(value);
    fillBox(canvas, { x: middle - 24, y: top, width: 48, height: plot.bottom - top }, colours.blue);
    const x = middle - Math.floor(textWidth(label, 2) / 2);
    drawText(canvas, { text: label, x, y: plot.bottom + 12, scale: 2 }, colours.ink);
  });
  fillBox(
    canvas,
    { x: plot.left - 2, y: plot.top - 8, width: 2, height: plot.bottom - plot.top + 10 },
    colours.ink,
  );
  fillBox(
    canvas,
    { x: plot.left - 2, y: plot.bottom, width: plot.right - plot.left + 2, height: 2 },
    colours.ink,
  );
  return canvas;
}

/**
 * Name and value of the tallest bar, then the value of the shortest: `PLUM-45-10`.
 * @param {BarChart} chart
 */
export function tallestAndShortest({ bars }) {
  const ranked = Object.entries(bars).sort(([, one], [, other]) => other - one);
  return { tallest: ranked[0]?.[0], high: ranked[0]?.[1], low: ranked.at(-1)?.[1] };
}

/** @param {number} value */
function heightOf(value) {
  return Math.round(plot.bottom - (value / highest) * (plot.bottom - plot.top));
}
