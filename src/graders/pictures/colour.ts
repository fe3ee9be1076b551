import type { Colour } from './picture-reader.js';

/** `#rrggbb` as red, green and blue. Anything else is a bug of ours: schemas let nothing else through. */
export function parseColour(text: string): Colour {
  if (!/^#[0-9a-f]{6}$/i.test(text)) throw new RangeError(`${text} is no colour`);
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16));
  return [red ?? 0, green ?? 0, blue ?? 0];
}

export function showColour(colour: Colour): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** Whether red, green and blue are each within `tolerance`, of 255. */
export function isColourNear(left: Colour, right: Colour, tolerance: number): boolean {
  return (
    Math.abs(left[0] - right[0]) <= tolerance &&
    Math.abs(left[1] - right[1]) <= tolerance &&
    Math.abs(left[2] - right[2]) <= tolerance
  );
}
