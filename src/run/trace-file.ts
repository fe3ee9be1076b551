import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { diskProblem } from '../lib/disk-problem.js';
import { roundMs } from '../lib/clock.js';

/** `timelines.jsonl`: per exchange every stamped read and its bytes, base64. For looking closer, never for scoring. */
export interface TraceFile extends AsyncDisposable {
  add(exchange: TracedExchange): void;
}

export interface TracedExchange {
  readonly attemptId: string;
  readonly exchange: number;
  readonly reads: readonly { readonly atMs: number; readonly bytes: Uint8Array }[];
}

export function openTraceFile(folder: string, onProblem: (problem: Error) => void): TraceFile {
  const path = join(folder, 'timelines.jsonl');
  const file = createWriteStream(path, { flags: 'a' });
  file.on('error', (cause) => onProblem(diskProblem(cause, path)));
  return {
    add: ({ attemptId, exchange, reads }) => {
      const rows = reads.map(({ atMs, bytes }) => [roundMs(atMs), Buffer.from(bytes).toString('base64')]);
      file.write(`${JSON.stringify({ schema: 'janus-bench/timeline', schemaVersion: 1, attemptId, exchange, reads: rows })}\n`);
    },
    [Symbol.asyncDispose]: () => closed(file),
  };
}

async function closed(file: WriteStream): Promise<void> {
  if (file.destroyed) return;
  file.end();
  // A write error has been reported by its own event; there is nothing more to close.
  await once(file, 'close').catch(() => undefined);
}
