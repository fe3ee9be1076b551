import { fillBox } from './canvas.js';

/**
 * @typedef {import('./canvas.js').Canvas} Canvas
 * @typedef {import('./canvas.js').Colour} Colour
 */

export const glyphColumns = 5;

/**
 * A hand-set 5 × 7 face. What is easily confused is told apart: 0 has a slash, I has serifs, 1 a flag and a foot,
 * 2 and 8 are round where Z and B are square, S is round where 5 has a flat roof.
 * @type {Readonly<Record<string, string>>}
 */
const glyphs = {
  A: '.###. #...# #...# ##### #...# #...# #...#',
  B: '####. #...# #...# ####. #...# #...# ####.',
  C: '.###. #...# #.... #.... #.... #...# .###.',
  D: '####. #...# #...# #...# #...# #...# ####.',
  E: '##### #.... #.... ####. #.... #.... #####',
  F: '##### #.... #.... ####. #.... #.... #....',
  G: '.###. #...# #.... #.### #...# #...# .###.',
  H: '#...# #...# #...# ##### #...# #...# #...#',
  I: '##### ..#.. ..#.. ..#.. ..#.. ..#.. #####',
  J: '..### ...#. ...#. ...#. ...#. #..#. .##..',
  K: '#...# #..#. #.#.. ##... #.#.. #..#. #...#',
  L: '#.... #.... #.... #.... #.... #.... #####',
  M: '#...# ##.## #.#.# #.#.# #...# #...# #...#',
  N: '#...# ##..# ##..# #.#.# #..## #..## #...#',
  O: '.###. #...# #...# #...# #...# #...# .###.',
  P: '####. #...# #...# ####. #.... #.... #....',
  Q: '.###. #...# #...# #...# #.#.# #..#. .##.#',
  R: '####. #...# #...# ####. #.#.. #..#. #...#',
  S: '.###. #...# #.... .###. ....# #...# .###.',
  T: '##### ..#.. ..#.. ..#.. ..#.. ..#.. ..#..',
  U: '#...# #...# #...# #...# #...# #...# .###.',
  V: '#...# #...# #...# #...# #...# .#.#. ..#..',
  W: '#...# #...# #...# #.#.# #.#.# ##.## #...#',
  X: '#...# #...# .#.#. ..#.. .#.#. #...# #...#',
  Y: '#...# #...# .#.#. ..#.. ..#.. ..#.. ..#..',
  Z: '##### ....# ...#. ..#.. .#... #.... #####',
  0: '.###. #...# #..## #.#.# ##..# #...# .###.',
  1: '..#.. .##.. #.#.. ..#.. ..#.. ..#.. #####',
  2: '.###. #...# ....# ..##. .#... #.... #####',
  3: '####. ....# ....# .###. ....# ....# ####.',
  4: '...#. ..##. .#.#. #..#. ##### ...#. ...#.',
  5: '##### #.... ####. ....# ....# #...# .###.',
  6: '..##. .#... #.... ####. #...# #...# .###.',
  7: '##### ....# ...#. ..#.. .#... .#... .#...',
  8: '.###. #...# #...# .###. #...# #...# .###.',
  9: '.###. #...# #...# .#### ....# ...#. .##..',
  ' ': '..... ..... ..... ..... ..... ..... .....',
  '-': '..... ..... ..... ##### ..... ..... .....',
  '.': '..... ..... ..... ..... ..... .##.. .##..',
  ':': '..... .##.. .##.. ..... .##.. .##.. .....',
  '/': '....# ....# ...#. ..#.. .#... #.... #....',
  '=': '..... ..... ##### ..... ##### ..... .....',
};

/**
 * @param {string} text
 * @param {number} scale pixels a dot
 */
export function textWidth(text, scale) {
  return (text.length * (glyphColumns + 1) - 1) * scale;
}

/**
 * Draws one line with its top left corner at x, y.
 * @param {Canvas} canvas
 * @param {{ readonly text: string, readonly x: number, readonly y: number, readonly scale: number }} line
 * @param {Colour} colour
 */
export function drawText(canvas, { text, x, y, scale }, colour) {
  Array.from(text).forEach((character, place) => {
    const rows = glyphs[character]?.split(' ');
    if (rows === undefined) throw new RangeError(`the face has no glyph for ${JSON.stringify(character)}`);
    rows.forEach((row, down) => {
      Array.from(row).forEach((dot, across) => {
        if (dot !== '#') return;
        const left = x + (place * (glyphColumns + 1) + across) * scale;
        fillBox(canvas, { x: left, y: y + down * scale, width: scale, height: scale }, colour);
      });
    });
  });
}
