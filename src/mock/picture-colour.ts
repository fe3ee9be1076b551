import { inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const largestBytes = 2 ** 22;
/** Bytes of a pixel by PNG colour type: RGB and RGBA. */
const pixelBytes = new Map([
  [2, 3],
  [6, 4],
]);

const named = {
  red: [255, 0, 0],
  green: [0, 160, 0],
  blue: [0, 0, 255],
  yellow: [255, 255, 0],
  black: [0, 0, 0],
  white: [255, 255, 255],
} as const;

/** The name of the colour in the top left corner of a PNG data URL; undefined for any other picture. */
export function pictureColour(dataUrl: string): string | undefined {
  if (!dataUrl.startsWith('data:image/png;base64,')) return undefined;
  const corner = firstPixel(Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64'));
  if (corner === undefined) return undefined;
  const distances = Object.entries(named).map(([name, rgb]) => ({
    name,
    distance: rgb.reduce<number>((sum, part, at) => sum + (part - (corner[at] ?? 0)) ** 2, 0),
  }));
  return distances.sort((left, right) => left.distance - right.distance)[0]?.name;
}

/** With nothing to its left and nothing above it, every PNG filter leaves the first pixel as it is. */
function firstPixel(png: Buffer): Uint8Array | undefined {
  if (!png.subarray(0, signature.length).equals(signature)) return undefined;
  const data: Buffer[] = [];
  let pixel: number | undefined;
  for (let at = signature.length; at + 12 <= png.length; at += 12 + png.readUInt32BE(at)) {
    const body = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    const type = png.toString('latin1', at + 4, at + 8);
    if (type === 'IHDR' && body.length >= 10 && body[8] === 8) pixel = pixelBytes.get(body[9] ?? 0);
    if (type === 'IDAT') data.push(body);
  }
  const pixels = pixel === undefined ? undefined : inflated(Buffer.concat(data));
  return pixels === undefined || pixels.length < 4 ? undefined : pixels.subarray(1, 4);
}

function inflated(data: Buffer): Buffer | undefined {
  try {
    return inflateSync(data, { maxOutputLength: largestBytes });
  } catch {
    return undefined;
  }
}
