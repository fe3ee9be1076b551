import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { roundMs } from '../lib/clock.js';
import { diskProblem } from '../lib/disk-problem.js';
import { secretForms } from '../results/secret-forms.js';

/** `timelines.jsonl`: per exchange every stamped read and its bytes, base64. For looking closer, never for scoring. */
export interface TraceFile extends AsyncDisposable {
  add(exchange: TracedExchange): void;
}

export interface TracedExchange {
  readonly attemptId: string;
  readonly exchange: number;
  readonly reads: readonly TracedRead[];
}

export interface TracedRead {
  readonly atMs: number;
  readonly bytes: Uint8Array;
}

export interface TraceFileOptions {
  readonly folder: string;
  /** Starred out where a miner sends them back, also across reads. */
  readonly secrets: readonly string[];
  readonly onProblem: (problem: Error) => void;
}

export function openTraceFile({ folder, secrets, onProblem }: TraceFileOptions): TraceFile {
  const path = join(folder, 'timelines.jsonl');
  const forms = secretForms(secrets);
  const file = createWriteStream(path, { flags: 'a' });
  file.on('error', (cause) => {
    onProblem(diskProblem(cause, path));
  });
  return {
    add: ({ attemptId, exchange, reads }) => {
      const rows = starredReads(reads, forms).map(({ atMs, bytes }) => [
        roundMs(atMs),
        Buffer.from(bytes).toString('base64'),
      ]);
      file.write(
        `${JSON.stringify({ schema: 'janus-bench/timeline', schemaVersion: 1, attemptId, exchange, reads: rows })}\n`,
      );
    },
    [Symbol.asyncDispose]: () => closed(file),
  };
}

function starredReads(reads: readonly TracedRead[], forms: readonly string[]): readonly TracedRead[] {
  if (forms.length === 0) return reads;
  const all = Buffer.concat(reads.map(({ bytes }) => bytes));
  for (const form of forms) {
    const length = Buffer.byteLength(form);
    for (let at = all.indexOf(form); at >= 0; at = all.indexOf(form, at + length))
      all.fill('*', at, at + length);
  }
  let start = 0;
  return reads.map(({ atMs, bytes }) => {
    const own = all.subarray(start, start + bytes.length);
    start += bytes.length;
    return { atMs, bytes: own };
  });
}

async function closed(file: WriteStream): Promise<void> {
  if (file.destroyed) return;
  file.end();
  // A write error has been reported by its own event; there is nothing more to close.
  await once(file, 'close').catch(() => undefined);
}
