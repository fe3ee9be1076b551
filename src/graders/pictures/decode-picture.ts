import type sharpFunction from 'sharp';
import type { Pixels } from './pixels.js';

type Sharp = typeof sharpFunction;

/** The longest side an SVG is drawn with, pixels: a bar of half of it is measured to 0.2 %. */
const drawnSide = 1_000;
const maxPixels = 16_000_000;
const maxSide = 16_384;
/** Dots per inch at which one user unit of an SVG is one pixel, and what can be asked for. */
const plainDensity = 72;
const maxDensity = 100_000;

const formats: ReadonlyMap<string, { readonly format: string; readonly starts: RegExp }> = new Map([
  ['image/png', { format: 'png', starts: /^\x89PNG\r\n\x1a\n/ }],
  ['image/jpeg', { format: 'jpeg', starts: /^\xff\xd8\xff/ }],
  ['image/webp', { format: 'webp', starts: /^RIFF[^]{4}WEBP/ }],
  ['image/svg+xml', { format: 'svg', starts: /^<svg[\s>]/ }],
]);

/** Why a picture is not decoded: its bytes are no such picture, or it is too big. */
export class RefusedPicture extends Error {
  override readonly name = 'RefusedPicture';
}

/** Leaves the four loaders that are needed, all from memory, and nothing that outlives a picture. */
export function restrain(sharp: Sharp): Sharp {
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: [
      'VipsForeignLoadPngBuffer',
      'VipsForeignLoadJpegBuffer',
      'VipsForeignLoadWebpBuffer',
      'VipsForeignLoadSvgBuffer',
    ],
  });
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

/**
 * The pixels of a PNG, JPEG, WebP or (already made harmless) SVG, on white, upright, in sRGB. The size is read and held
 * against the limits before anything is decoded. Throws RefusedPicture because of the picture.
 */
export async function decodePicture(
  sharp: Sharp,
  mimeType: string,
  bytes: Uint8Array,
): Promise<Pixels & { readonly declared: { readonly width: number; readonly height: number } }> {
  const known = formats.get(mimeType);
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  if (known?.starts.test(head) !== true) throw new RefusedPicture(`it is not ${mimeType}`);
  const declared = await orRefused(sizeOf(sharp, bytes, known.format));
  const { width, height } = declared;
  if (width > maxSide || height > maxSide || width * height > maxPixels)
    throw new RefusedPicture(`it has ${width} × ${height} pixels, ${maxPixels} at most`);
  const density =
    known.format === 'svg'
      ? Math.min(maxDensity, Math.max(1, (plainDensity * drawnSide) / Math.max(width, height)))
      : plainDensity;
  const drawing = sharp(bytes, {
    density,
    failOn: 'error',
    limitInputPixels: maxPixels,
    sequentialRead: true,
  });
  const { data, info } = await orRefused(
    drawing
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true }),
  );
  if (info.channels !== 3 || data.length !== 3 * info.width * info.height)
    throw new RefusedPicture('its colours cannot be read');
  return { data, width: info.width, height: info.height, scale: info.width / width, declared };
}

async function sizeOf(
  sharp: Sharp,
  bytes: Uint8Array,
  format: string,
): Promise<{ readonly width: number; readonly height: number }> {
  const found = await sharp(bytes, { density: plainDensity, limitInputPixels: false }).metadata();
  if (found.format !== format) throw new RefusedPicture(`it is ${found.format} inside`);
  return found.autoOrient;
}

/** A picture that the decoder does not take is the miner's. */
async function orRefused<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof RefusedPicture) throw error;
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
    throw new RefusedPicture(`it cannot be decoded (${first.slice(0, 120)})`);
  }
}
