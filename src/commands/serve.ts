import { once } from 'node:events';
import type { Io, StopSignal } from './io.js';

export interface Served {
  readonly url: string;
  /** For the person who started it. */
  readonly what: string;
  /** Started by a program, which ends it by closing its stdin; Ctrl-C in the same terminal is then that program's affair. */
  readonly untilStdinEnds: boolean;
}

/** The URL goes to stdout, so that a script can read it. Resolves when the server is to end. */
export async function serveUntilStopped(io: Io, { url, what, untilStdinEnds }: Served): Promise<void> {
  const stop = stopSignal(io, untilStdinEnds ? ['SIGTERM'] : ['SIGINT', 'SIGTERM']);
  io.stdout.write(`${url}\n`);
  if (!untilStdinEnds) io.stderr.write(`${what}; Ctrl-C stops it\n`);
  await (untilStdinEnds ? Promise.race([stop, stdinEnd(io)]) : stop);
}

async function stopSignal(io: Io, stopping: readonly StopSignal[]): Promise<void> {
  await new Promise<void>((resolve) => {
    const stopListening = io.onSignal((signal) => {
      if (!stopping.includes(signal)) return;
      stopListening();
      resolve();
    });
  });
}

async function stdinEnd({ stdin }: Io): Promise<void> {
  stdin.resume();
  await once(stdin, 'end');
}

/** `name  summary`, one a line. */
export function renderSummaries(rows: Readonly<Record<string, { readonly summary: string }>>): string {
  const width = Math.max(...Object.keys(rows).map(({ length }) => length));
  return Object.entries(rows)
    .map(([name, { summary }]) => `${name.padEnd(width)}  ${summary}\n`)
    .join('');
}
