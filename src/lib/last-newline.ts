import type { FileHandle } from 'node:fs/promises';

const blockBytes = 64 * 1024;

/** Byte offset of the last `\n` among the first `size` bytes, or -1. Reads backwards, a block at a time. */
export async function readLastNewline(file: FileHandle, size: number): Promise<number> {
  const block = Buffer.alloc(blockBytes);
  for (let end = size; end > 0; end -= blockBytes) {
    const start = Math.max(0, end - blockBytes);
    const { bytesRead } = await file.read(block, 0, end - start, start);
    const found = block.subarray(0, bytesRead).lastIndexOf(0x0a);
    if (found >= 0) return start + found;
  }
  return -1;
}
