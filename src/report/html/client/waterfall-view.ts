import type { Lane, Waterfall } from '../page-data.js';
import { drawing, element } from './dom.js';

/** The stream over time: a lane for each thing that happens in it. */
export function waterfallView({ summary, end, lanes, ticks }: Waterfall): HTMLElement {
  const last = element('span', { class: 'lane-note', text: end });
  return element('figure', { class: 'waterfall', set: { 'aria-label': `Stream over time: ${summary}` } }, [
    ...lanes.map(laneView),
    element('div', { class: 'lane axis', set: { 'aria-hidden': 'true' } }, [
      element('span', { class: 'lane-label' }),
      element('div', { class: 'ticks' }, [tickMarks(ticks), ...tickLabels(ticks)]),
      last,
    ]),
  ]);
}

function laneView({ label, note, paint, bars }: Lane): HTMLElement {
  return element('div', { class: `lane ${label}` }, [
    element('span', { class: 'lane-label', text: label }),
    drawing(
      'svg',
      {
        class: `lane-drawing ${paint}`,
        viewBox: '0 0 1000 1000',
        preserveAspectRatio: 'none',
        'aria-hidden': 'true',
        focusable: 'false',
      },
      [drawing('path', { d: barsPath(bars) })],
    ),
    element('span', { class: 'lane-note', text: note }),
  ]);
}

/** One path for all bars of a lane: hundreds of rectangles would be slow. */
function barsPath(bars: readonly number[]): string {
  let path = '';
  for (let at = 0; at + 2 < bars.length; at += 3) {
    const [from = 0, to = 0, height = 0] = bars.slice(at, at + 3);
    path += `M${from} 1000V${1000 - height}H${Math.max(to, from + 1)}V1000Z`;
  }
  return path;
}

function tickMarks(ticks: Waterfall['ticks']): SVGElement {
  const path = ticks.map(({ at }) => `M${at} 0V10`).join('');
  return drawing(
    'svg',
    { class: 'tick-marks', viewBox: '0 0 1000 10', preserveAspectRatio: 'none', focusable: 'false' },
    [drawing('path', { d: `M0 0H1000${path}M1000 0V10` })],
  );
}

/** Placed by script: the policy allows it, and a style attribute in markup it does not. */
function tickLabels(ticks: Waterfall['ticks']): readonly HTMLElement[] {
  return ticks.map(({ at, label }) => {
    const made = element('span', { class: 'tick', text: label });
    made.style.insetInlineStart = `${at / 10}%`;
    return made;
  });
}
