import { part } from '../findings.js';
import type { FindingPart } from '../grade.js';
import { parseColour, showColour } from '../pictures/colour.js';
import type { Bar } from '../pictures/picture-reader.js';
import type { BarsSpec } from './picture-keys.js';

/** Below this share of its rectangle it is a frame, a line or a letter and no bar. Labels may be written on a bar. */
const leastFill = 0.6;

/**
 * Bars against values: as many, on one line, each filled, each of its colour, and each
 * |length ÷ length of the tallest - value ÷ greatest value| ≤ tolerance. The tallest is the bar of the greatest value.
 */
export function barParts(bars: readonly Bar[], spec: BarsSpec): readonly FindingPart[] {
  const { values, tolerance } = spec;
  const count = part('bars', bars.length === values.length, `${bars.length} bars, ${values.length} wanted`);
  if (!count.met) return [count];
  const greatest = Math.max(...values);
  const tallest = bars[values.indexOf(greatest)]?.length ?? 0;
  const bases = bars.map(({ base }) => base);
  // A pixel of slack: edges are drawn between pixels.
  const isLevel = Math.max(...bases) - Math.min(...bases) <= Math.max(1.5, tolerance * tallest);
  const hollow = bars.findIndex(({ fill }) => fill < leastFill);
  return [
    count,
    part('baseline', isLevel, `the bars ${isLevel ? '' : 'do not '}stand on one line`),
    part('filled', hollow < 0, hollow < 0 ? 'the bars are filled' : `bar ${hollow + 1} is not filled`),
    ...colourParts(bars, spec),
    ...values.map((value, index) => {
      const found = (bars[index]?.length ?? 0) / tallest;
      const wanted = value / greatest;
      const isMet = Math.abs(found - wanted) <= tolerance + 1e-9;
      return part(
        `bar ${index + 1}`,
        isMet,
        `bar ${index + 1} is ${shown(found)} of the tallest, ${shown(wanted)} wanted`,
      );
    }),
  ];
}

function colourParts(bars: readonly Bar[], { colour }: BarsSpec): readonly FindingPart[] {
  if (typeof colour === 'string') return [];
  const wanted = colour.map((text) => text.toLowerCase());
  const distinct = [...new Set(wanted)];
  const wrong = bars.findIndex((bar, index) => distinct[bar.colour] !== wanted[index]);
  if (wrong < 0) return [part('bar colours', true, 'the bars have their colours')];
  const found = distinct[bars[wrong]?.colour ?? 0] ?? '';
  const reason = `bar ${wrong + 1} is ${showColour(parseColour(found))}, ${wanted[wrong] ?? ''} wanted`;
  return [part('bar colours', false, reason)];
}

function shown(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
