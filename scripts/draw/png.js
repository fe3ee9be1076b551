import { Buffer } from 'node:buffer';
import { deflateSync, inflateSync } from 'node:zlib';

/** @typedef {import('./canvas.js').Canvas} Canvas */

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * An 8-bit RGB PNG, every row unfiltered. The pixels are the picture: the bytes may differ between zlib versions.
 * @param {Canvas} canvas
 */
export function encodePng(canvas) {
  const data = chunk('IDAT', deflateSync(rowsOf(canvas), { level: 9 }));
  return Buffer.concat([headOf(canvas), data, chunk('IEND', Buffer.alloc(0))]);
}

/**
 * Whether a file made by `encodePng` holds exactly this picture. Any other file does not.
 * @param {Buffer} file
 * @param {Canvas} canvas
 */
export function showsSamePixels(file, canvas) {
  const head = headOf(canvas);
  if (!file.subarray(0, head.length).equals(head)) return false;
  return imageData(file)?.equals(rowsOf(canvas)) ?? false;
}

/**
 * Signature and header: 8-bit RGB, not interlaced.
 * @param {Canvas} canvas
 */
function headOf({ width, height }) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([signature, chunk('IHDR', header)]);
}

/**
 * Each row behind a zero: no filter.
 * @param {Canvas} canvas
 */
function rowsOf({ width, height, pixels }) {
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y++) {
    rows.set(pixels.subarray(y * width * 3, (y + 1) * width * 3), y * (width * 3 + 1) + 1);
  }
  return rows;
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
