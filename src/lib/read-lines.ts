import { createReadStream } from 'node:fs';
import { BenchError } from '../errors/bench-error.js';
import { diskProblem } from './disk-problem.js';

/** Far above anything we write, far below the longest string V8 can hold. */
const maxLineBytes = 256 * 1024 * 1024;

export interface FileLine {
  /** Counted from 1. */
  readonly number: number;
  /** Byte offset of its first byte. */
  readonly offset: number;
  /** Without the `\n`. */
  readonly bytes: number;
  readonly text: string;
  /** False only for a last line without its `\n`. */
  readonly isTerminated: boolean;
}

/**
 * The lines of a file of any size, one at a time. Only `\n` ends a line: `node:readline` also breaks at U+2028, which
 * JSON leaves bare inside strings. Throws BenchError('usage') where the file cannot be read.
 */
export async function* readLines(path: string): AsyncGenerator<FileLine, void, undefined> {
  let number = 1;
  let offset = 0;
  let pending: Buffer[] = [];
  let pendingBytes = 0;

  function take(isTerminated: boolean): FileLine {
    const text = Buffer.concat(pending, pendingBytes).toString('utf8');
    const line = { number, offset, bytes: pendingBytes, text, isTerminated };
    number += 1;
    offset += pendingBytes + (isTerminated ? 1 : 0);
    pending = [];
    pendingBytes = 0;
    return line;
  }

  for await (const block of blocksOf(path)) {
    let start = 0;
    for (let end = block.indexOf(0x0a); end >= 0; end = block.indexOf(0x0a, start)) {
      pending.push(block.subarray(start, end));
      pendingBytes += end - start;
      start = end + 1;
      yield take(true);
    }
    pending.push(block.subarray(start));
    pendingBytes += block.length - start;
    if (pendingBytes > maxLineBytes) {
      throw new BenchError('usage', `${path}:${number} this line is longer than ${maxLineBytes} bytes`);
    }
  }
  if (pendingBytes > 0) yield take(false);
}

async function* blocksOf(path: string): AsyncGenerator<Buffer, void, undefined> {
  try {
    for await (const block of createReadStream(path, { highWaterMark: 256 * 1024 })) {
      if (Buffer.isBuffer(block)) yield block;
    }
  } catch (cause) {
    throw diskProblem(cause, path);
  }
}
