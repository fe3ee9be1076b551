import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { openPictureReader } from '../../../src/graders/pictures/open-picture-reader.js';
import { gradeSpec, holding, problemsOf, says } from '../support/answers.js';
import { chartSvg } from '../support/draw.js';

const pictures = openPictureReader();
afterAll(() => pictures[Symbol.asyncDispose]());

const type = 'artifact';

function grade(spec: Readonly<Record<string, unknown>>, bytes: Uint8Array, mimeType = 'image/png') {
  const content = `data:${mimeType};base64,${Buffer.from(bytes).toString('base64')}`;
  return gradeSpec({ type, mimeType, ...spec }, says(content), { pictures });
}

/** A flag of three upright stripes, 90 × 60. */
function flag(colours: readonly [string, string, string] = ['#0055a4', '#ffffff', '#ef4135']) {
  const stripe = (background: string) => ({
    create: { width: 30, height: 60, channels: 3 as const, background },
  });
  return sharp({ create: { width: 90, height: 60, channels: 3, background: '#000000' } }).composite(
    colours.map((background, index) => ({ input: stripe(background), left: 30 * index, top: 0 })),
  );
}

const spec = {
  width: 90,
  height: 60,
  regions: [
    { x: 0, y: 0, width: 30, height: 60, colour: '#0055a4' },
    { x: 1 / 3, y: 0, width: 1 / 3, height: 1, colour: '#ffffff' },
  ],
  pixels: [{ x: 89, y: 59, colour: '#EF4135' }],
  distinctColours: 3,
};

test('a picture is measured in pixels and in shares', async () => {
  expect(await grade(spec, await flag().png().toBuffer())).toMatchObject({ verdict: 'pass' });
  const other = await flag(['#0055a4', '#ef4135', '#ffffff']).png().toBuffer();
  expect(await grade(spec, other)).toMatchObject({
    verdict: 'fail',
    quality: 0,
    fault: 'miner',
    reason: holding('the pixel at 89,59 is #ffffff, #EF4135 wanted'),
  });
});

test.each([
  ['image/jpeg', () => flag().jpeg({ quality: 90 })],
  ['image/webp', () => flag().webp({ quality: 90 })],
  ['image/png', () => flag().png({ palette: true })],
  ['image/png', () => flag().toColourspace('rgb16').png()],
  ['image/png', () => flag().ensureAlpha().png()],
])('%s is as good in every form', async (mimeType, draw) => {
  const rules = {
    width: 90,
    height: 60,
    regions: spec.regions.map((region) => ({ ...region, tolerance: 40, share: 0.8 })),
    pixels: spec.pixels.map((pixel) => ({ ...pixel, tolerance: 40 })),
  };
  expect(await grade(rules, await draw().toBuffer(), mimeType)).toMatchObject({ verdict: 'pass' });
});

test.each<[string, Readonly<Record<string, unknown>>]>([
  ['its width', { width: { min: 91 } }],
  ['its height', { height: 61 }],
  ['a pixel outside it', { pixels: [{ x: 90, y: 2, colour: '#ef4135' }] }],
  [
    'a region that reaches outside it',
    { regions: [{ x: 70, y: 0, width: 30, height: 60, colour: '#ef4135' }] },
  ],
  ['a region of two colours', { regions: [{ x: 20, y: 0, width: 20, height: 60, colour: '#0055a4' }] }],
  ['another dominant colour', { dominant: { colour: '#00ff00' } }],
  ['another number of colours', { distinctColours: { min: 4 } }],
])('%s decides', async (_, rules) => {
  expect(await grade(rules, await flag().png().toBuffer())).toMatchObject({
    verdict: 'fail',
    fault: 'miner',
  });
});

test('the dominant colour is the one that covers most, noise and near shades with it', async () => {
  const red = await flag(['#d01010', '#d81818', '#ffffff']).jpeg({ quality: 70 }).toBuffer();
  const dominant = { colour: '#d41414' };
  expect((await grade({ dominant }, red, 'image/jpeg')).verdict).toBe('pass');
  expect((await grade({ dominant: { colour: '#ffffff' } }, red, 'image/jpeg')).verdict).toBe('fail');
});

test('bars of pixels are measured as those of an SVG', async () => {
  const values = [40, 90, 65];
  const png = await sharp(Buffer.from(chartSvg({ values })))
    .png()
    .toBuffer();
  expect(await grade({ bars: { values, colour: '#2266aa' } }, png)).toMatchObject({ verdict: 'pass' });
  expect((await grade({ bars: { values: [44, 90, 65], colour: '#2266aa' } }, png)).verdict).toBe('fail');
});

test('transparent is white, and white all over is blank', async () => {
  const clear = { create: { width: 40, height: 40, channels: 4 as const, background: '#ff000000' } };
  const bytes = await sharp(clear).png().toBuffer();
  expect(await grade({ width: 40 }, bytes)).toMatchObject({ verdict: 'fail', reason: holding('blank') });
  expect(
    (await grade({ pixels: [{ x: 3, y: 3, colour: '#ffffff' }], distinctColours: 1 }, bytes)).verdict,
  ).toBe('pass');
});

test('a picture is looked at the way up that it is shown', async () => {
  const turned = await flag().jpeg({ quality: 95 }).withMetadata({ orientation: 6 }).toBuffer();
  expect((await grade({ width: 60, height: 90 }, turned, 'image/jpeg')).verdict).toBe('pass');
});

const png = await flag().png().toBuffer();
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

test.each<[string, Uint8Array, string]>([
  ['nothing', Buffer.alloc(0), 'it is not image/png'],
  ['text', Buffer.from('a flag'), 'it is not image/png'],
  ['a GIF', gif, 'it is not image/png'],
  ['a JPEG', await flag().jpeg().toBuffer(), 'it is not image/png'],
  ['a torn PNG', png.subarray(0, png.length - 30), 'cannot be decoded'],
  ['a PNG of rubbish', Buffer.concat([png.subarray(0, 8), Buffer.alloc(100, 7)]), 'cannot be decoded'],
  ['a bomb', withSize(png, 60_000, 60_000), 'at most'],
  ['a bomb one pixel high', withSize(png, 16_385, 1), 'at most'],
])('%s fails', async (_, bytes, reason) => {
  expect(await grade(spec, bytes)).toMatchObject({
    verdict: 'fail',
    fault: 'miner',
    reason: holding(reason),
  });
});

/** The PNG with another size in its header. */
function withSize(source: Buffer, width: number, height: number): Buffer {
  const changed = Buffer.from(source);
  changed.writeUInt32BE(width, 16);
  changed.writeUInt32BE(height, 20);
  changed.writeUInt32BE(crc32(changed.subarray(12, 29)), 29);
  return changed;
}

test('what cannot be met is a mistake of the task', () => {
  const problems = (rules: Readonly<Record<string, unknown>>) =>
    problemsOf({ type, mimeType: 'image/png', ...rules });
  expect(problems({})).toHaveLength(1);
  expect(problems({ bars: { values: [1, 2], colour: '#000000', labels: ['a', 'b'] } })).toHaveLength(1);
  expect(problems({ regions: [{ x: 0.5, y: 0, width: 0.6, height: 1, colour: '#000000' }] })).toHaveLength(1);
  expect(
    problems({ width: 50, regions: [{ x: 40, y: 0, width: 20, height: 5, colour: '#000000' }] }),
  ).toHaveLength(1);
  expect(
    problems({
      pixels: [
        { x: 5, y: 5, colour: '#000000' },
        { x: 5, y: 5, colour: '#ffffff' },
      ],
    }),
  ).toHaveLength(1);
  expect(problems(spec)).toEqual([]);
});
