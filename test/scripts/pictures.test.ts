import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { blankCanvas, colours, drawLine, fillBox } from '../../scripts/draw/canvas.js';
import type { Canvas } from '../../scripts/draw/canvas.js';
import { crateList, heldCrates } from '../../scripts/draw/crate-list.js';
import { pairedBars, tallestBlue } from '../../scripts/draw/paired-bars.js';
import { pictures } from '../../scripts/draw/pictures.js';
import { encodePng, showsSamePixels } from '../../scripts/draw/png.js';
import { askedWay, routeMap } from '../../scripts/draw/route-map.js';
import { allCounts, askedCounts, shapeField } from '../../scripts/draw/shape-field.js';
import { shortestWays } from '../../scripts/draw/shortest-ways.js';

/** Each picture with its canvas and its file, drawn once. */
const drawn = pictures.map(({ path, answer, draw }) => {
  const canvas = draw();
  return { path, answer, canvas, file: encodePng(canvas) };
});

const seeds = Array.from({ length: 200 }, (_, index) => 17 * index + 1);
const maps = new Map(seeds.map((seed) => [seed, routeMap(seed)]));
const readings: Readonly<Record<string, (seed: number) => object>> = {
  chart: (seed) => tallestBlue(pairedBars(seed)),
  shapes: (seed) => askedCounts(shapeField(seed)),
  routes: (seed) => askedWay(maps.get(seed)!),
  crates: (seed) => heldCrates(crateList(seed)),
};

test.each(Object.entries(readings))(
  'guessing what a %s picture most often shows earns 5 % at most',
  (_, read) => {
    const counts = new Map<string, number>();
    for (const seed of seeds) {
      const answer = JSON.stringify(read(seed));
      counts.set(answer, (counts.get(answer) ?? 0) + 1);
    }
    expect(Math.max(...counts.values()) / seeds.length).toBeLessThanOrEqual(0.05);
  },
);

test.each(['public/smoke', 'public/dev', 'public/train'])(
  'no two questions about %s have one answer',
  (suite) => {
    const answers = drawn
      .filter(({ path }) => path.startsWith(suite) && !path.endsWith('-old.png'))
      .map(({ answer }) => JSON.stringify(answer));
    expect(answers.length).toBeGreaterThan(5);
    expect(new Set(answers).size).toBe(answers.length);
  },
);

test('public/train shows nothing that public/dev shows', () => {
  const shown = (suite: string) =>
    drawn.filter(({ path }) => path.startsWith(suite)).map(({ file }) => file.toString('base64'));
  const dev = new Set(shown('public/dev'));
  expect(dev.size).toBe(30);
  expect(shown('public/train').filter((file) => dev.has(file))).toEqual([]);
});

test('another decoder sees the pixels that were drawn', async () => {
  for (const { canvas, file } of drawn.filter((_, index) => index % 7 === 0)) {
    const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: canvas.width, height: canvas.height, channels: 3 });
    expect(data.equals(canvas.pixels)).toBe(true);
  }
});

test('a picture says nothing beside its pixels', () => {
  for (const { file } of drawn) expect(chunkTypes(file)).toEqual(['IHDR', 'IDAT', 'IEND']);
});

test('every picture is at least 256 pixels high and wide, and all together stay below 2.5 MB', () => {
  for (const { canvas } of drawn) expect(Math.min(canvas.width, canvas.height)).toBeGreaterThanOrEqual(256);
  expect(drawn.reduce((sum, { file }) => sum + file.length, 0)).toBeLessThan(2_500_000);
});

describe('whatever the seed,', () => {
  test('no chart bears out the caption that comes with it', () => {
    for (const seed of seeds) expect(tallestBlue(pairedBars(seed)).tallest).not.toBe('RYE');
  });

  test('counting a whole field is wrong on both sides of its fence', () => {
    for (const seed of seeds) {
      const field = shapeField(seed);
      expect(askedCounts(field).circles).toBeLessThan(allCounts(field).allCircles);
      expect(askedCounts(field).squares).toBeLessThan(allCounts(field).allSquares);
    }
  });

  test('one road of a map changes, and last year’s shortest way with it', () => {
    for (const { old, now } of maps.values()) {
      expect(now.filter(({ km }, place) => km !== old[place]?.km)).toHaveLength(1);
      const [before, after] = [old, now].map((roads) => shortestWays(roads, 'A', 'H'));
      expect(before?.[0]?.towns).not.toEqual(after?.[0]?.towns);
      expect(after?.[1]?.km).toBeGreaterThan(after?.[0]?.km ?? Infinity);
    }
  });

  test('three crates of a list are on hold, and their codes tell digits from letters', () => {
    for (const seed of seeds) {
      const { held } = heldCrates(crateList(seed));
      expect(held).toHaveLength(3);
      for (const { crate } of held)
        expect(crate).toMatch(/^(?=.*[0O])(?=.*\d)[0O1I2Z5S8B]{3}-[0O1I2Z5S8B]{3}$/);
    }
  });
});

test('a file is up to date with its pixels, not without one of them', () => {
  const canvas = blankCanvas(9, 7);
  const file = encodePng(canvas);
  expect(showsSamePixels(file, canvas)).toBe(true);
  fillBox(canvas, { x: 8, y: 6, width: 1, height: 1 }, colours.green);
  expect(showsSamePixels(file, canvas)).toBe(false);
  expect(showsSamePixels(encodePng(blankCanvas(7, 9)), blankCanvas(9, 7))).toBe(false);
  expect(showsSamePixels(file.subarray(0, 40), blankCanvas(9, 7))).toBe(false);
});

test('a box between pixels is refused, and one beyond the edge is cut off', () => {
  const canvas = blankCanvas(4, 4);
  expect(() => fillBox(canvas, { x: 0.5, y: 0, width: 2, height: 2 }, colours.red)).toThrow(/whole pixels/);
  fillBox(canvas, { x: 3, y: -2, width: 9, height: 3 }, colours.red);
  expect(spotsOtherThan(canvas, colours.paper)).toEqual([[3, 0]]);
});

test('a line covers what lies within half its thickness, and nothing else', () => {
  const canvas = blankCanvas(40, 20);
  drawLine(canvas, { from: { x: 5, y: 10 }, to: { x: 35, y: 10 }, thickness: 4 }, colours.ink);
  const touched = spotsOtherThan(canvas, colours.paper);
  expect(touched).toHaveLength(30 * 4);
  expect(new Set(touched.map(([, y]) => y))).toEqual(new Set([8, 9, 10, 11]));
});

test('the shortest way is the shortest of all', () => {
  const road = (from: string, to: string, km: number) => ({ from, to, km });
  const ways = shortestWays(
    [road('A', 'B', 4), road('C', 'B', 3), road('A', 'C', 9), road('C', 'H', 2)],
    'A',
    'H',
  );
  expect(ways).toEqual([
    { towns: ['A', 'B', 'C', 'H'], km: 9 },
    { towns: ['A', 'C', 'H'], km: 11 },
  ]);
});

function chunkTypes(png: Buffer): readonly string[] {
  const types: string[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    types.push(png.toString('latin1', at + 4, at + 8));
  return types;
}

function spotsOtherThan(
  { width, height, pixels }: Canvas,
  colour: readonly number[],
): readonly (readonly [number, number])[] {
  return Array.from({ length: width * height }, (_, at) => at)
    .filter((at) => colour.some((part, channel) => pixels[3 * at + channel] !== part))
    .map((at) => [at % width, Math.floor(at / width)] as const);
}
