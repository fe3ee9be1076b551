import { colours, fillBox } from './canvas.js';
import { chartFrame, drawAxes, drawLabel, heightOf, plot } from './chart-frame.js';

/** @typedef {{ readonly title: string, readonly bars: Readonly<Record<string, number>> }} BarChart values 0 to 60 */

/**
 * A labelled bar chart with a line every 5 units and a number every 10.
 * @param {BarChart} chart
 */
export function drawBarChart({ title, bars }) {
  const canvas = chartFrame(title);
  const slot = Math.floor((plot.right - plot.left) / Object.keys(bars).length);
  Object.entries(bars).forEach(([label, value], place) => {
    const middle = plot.left + place * slot + Math.floor(slot / 2);
    const top = heightOf(value);
    fillBox(canvas, { x: middle - 24, y: top, width: 48, height: plot.bottom - top }, colours.blue);
    drawLabel(canvas, label, middle);
  });
  drawAxes(canvas);
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
