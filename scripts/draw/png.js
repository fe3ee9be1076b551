import { Buffer } from 'node:buffer';
import { deflateSync, inflateSync } from 'node:zlib';

/** @typedef {import('./canvas.js').Canvas} Canvas */

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * An 8-bit RGB PNG, every row unfiltered. The pixels are the picture: the bytes may differ between zlib versions.
 * @param {Canvas} canvas
 */
export function encodePng({ width, height, pixels }) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y++) {
    rows.set(pixels.subarray(y * width * 3, (y + 1) * width * 3), y * (width * 3 + 1) + 1);
  }
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * Whether a file made by `encodePng` holds exactly this picture. Any other file does not.
 * @param {Buffer} file
 * @param {Canvas} canvas
 */
export function showsSamePixels(file, canvas) {
  const fresh = encodePng(canvas);
  const headerEnd = signature.length + 25;
  if (!file.subarray(0, headerEnd).equals(fresh.subarray(0, headerEnd))) return false;
  const [kept, drawn] = [file, fresh].map((png) => imageData(png));
  return kept !== undefined && drawn !== undefined && kept.equals(drawn);
}

/**
 * The decompressed rows of the one IDAT chunk behind our header.
 * @param {Buffer} png
 */
function imageData(png) {
  const start = signature.length + 25;
  if (png.length < start + 12 || png.toString('latin1', start + 4, start + 8) !== 'IDAT') return undefined;
  const length = png.readUInt32BE(start);
  return inflateSync(png.subarray(start + 8, start + 8 + length));
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/**
 * CRC-32 as PNG wants it (polynomial 0xedb88320, both ends inverted).
 * @param {Buffer} bytes
 */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
