import uPlot from 'uplot';
import { formatMs, formatShare } from '../../../lib/quantity.js';
import type { Distribution } from '../page-data.js';

const height = 190;

/** Draws each distribution into its figure. `redraw`: the colours have changed. */
export function drawCharts(charts: readonly Distribution[]): { readonly redraw: () => void } {
  const places = charts.flatMap((chart) => {
    const place = document.getElementById(`chart-${chart.id}`);
    return place === null ? [] : [{ chart, place }];
  });
  const drawn = new Map<HTMLElement, uPlot>();
  const draw = ({ chart, place }: { readonly chart: Distribution; readonly place: HTMLElement }) => {
    drawn.get(place)?.destroy();
    drawn.set(place, new uPlot(optionsOf(chart, place), [chart.ms.map(Math.log10), [...chart.share]], place));
  };
  const observer = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      if (!(target instanceof HTMLElement)) continue;
      const plot = drawn.get(target);
      if (plot?.width !== contentRect.width) plot?.setSize({ width: contentRect.width, height });
    }
  });
  for (const { place } of places) observer.observe(place);
  return { redraw: () => places.forEach(draw) };
}

function optionsOf(chart: Distribution, place: HTMLElement): uPlot.Options {
  const look = getComputedStyle(place);
  // The style gives each colour to a property of the figure that is of no other use there.
  const [line, text, grid] = [look.color, look.outlineColor, look.borderTopColor];
  const axis = {
    stroke: text,
    grid: { stroke: grid, width: 1 },
    ticks: { show: false },
    font: '12px system-ui',
  };
  return {
    width: place.clientWidth,
    height,
    legend: { show: false },
    cursor: { y: false, points: { size: 7 } },
    scales: { x: { time: false }, y: { range: [0, 1.02] } },
    axes: [
      {
        ...axis,
        size: 28,
        splits: (...[, , from, to]: readonly [uPlot, number, number, number]) => ticksBetween(from, to),
        values: (_plot, splits) => splits.map(tickText),
      },
      { ...axis, size: 48, values: (_, splits) => splits.map((share) => formatShare(share, 0)) },
    ],
    series: [
      {},
      {
        stroke: line,
        width: 2,
        fill: transparent(line),
        points: { show: false },
      },
    ],
    hooks: {
      drawAxes: [(plot) => drawQuantiles(plot, chart, text)],
      setCursor: [(plot) => showReading(plot, chart, place)],
    },
  };
}

/** Powers of ten, then 1-2-5 between them, then every digit: as many as have room. The axis is in powers: log10 of ms. */
function ticksBetween(from: number, to: number): number[] {
  const span = to - from;
  const steps =
    span > 2
      ? [1]
      : span > 0.6
        ? [1, 2, 5]
        : span > 0.3
          ? [1, 2, 3, 4, 5, 6, 8]
          : [1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9];
  const powers = Array.from({ length: Math.ceil(span) + 2 }, (_, index) => Math.floor(from) + index);
  let last = from - span;
  return powers
    .flatMap((power) => steps.map((step) => power + Math.log10(step)))
    .filter((tick) => {
      // The label of a tick at the right end would be cut off.
      if (tick < from || tick > to - 0.06 * span || tick - last < 0.22 * span) return false;
      last = tick;
      return true;
    });
}

function tickText(power: number): string {
  return formatMs(10 ** power).replace(/\.0+(?= )/u, '');
}

function transparent(colour: string): string {
  return colour.replace(/^rgb\(([^)]*)\)$/u, (_, parts: string) =>
    parts.includes(',') ? `rgba(${parts}, 0.12)` : `rgb(${parts} / 0.12)`,
  );
}

/** Dashed lines at p50 and p95. */
function drawQuantiles(plot: uPlot, { p50, p95 }: Distribution, colour: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.setLineDash([4, 4]);
  for (const ms of [p50, p95]) {
    const x = Math.round(plot.valToPos(Math.log10(ms), 'x', true)) + 0.5;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

/** What the curve says under the pointer; the figures below it otherwise. */
function showReading({ cursor: { idx } }: uPlot, chart: Distribution, place: HTMLElement): void {
  const note = place.parentElement?.querySelector('.plot-note');
  if (note === null || note === undefined) return;
  const [ms, share] = [chart.ms[idx ?? -1], chart.share[idx ?? -1]];
  note.textContent =
    ms === undefined || share === undefined
      ? `p50 ${formatMs(chart.p50)}, p95 ${formatMs(chart.p95)} of ${chart.n.toLocaleString('en-US')} ${chart.things}`
      : `${formatShare(share)} within ${formatMs(ms)}`;
}
