/** Numbers as bytes in the order of this machine (little-endian on every platform that Node.js runs on), for a bytea column. */
export function base64Of(numbers: Int32Array | Float64Array): string {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');
}

export function intsOf(base64: string): Int32Array<ArrayBuffer> {
  return new Int32Array(alignedBytes(base64));
}

export function floatsOf(base64: string): Float64Array<ArrayBuffer> {
  return new Float64Array(alignedBytes(base64));
}

/** A small Buffer lies anywhere in a shared one. */
function alignedBytes(base64: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(base64, 'base64')).buffer;
}
