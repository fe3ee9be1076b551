import { PassThrough, Writable } from 'node:stream';
import { main } from '../../src/cli.js';
import type { Io, OutputStream, StopSignal } from '../../src/commands/io.js';

export interface Called {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/** The program in this process: what it said and how it ended. */
export async function callMain(argv: readonly string[], options: CallOptions = {}): Promise<Called> {
  const { io, said } = recordingIo(options);
  const code = await main({ argv, ...io });
  return { code, ...said() };
}

export interface Recording {
  readonly io: Io;
  readonly said: () => { readonly stdout: string; readonly stderr: string };
  /** Sends a signal to whoever listens; false if nobody does. */
  readonly signal: (signal: StopSignal) => boolean;
  /** Codes of `exitNow`. */
  readonly exits: readonly number[];
  readonly stdin: PassThrough;
}

/** An outside that remembers. */
export function recordingIo({ env = {}, cwd = process.cwd() }: CallOptions = {}): Recording {
  const stdout = collector();
  const stderr = collector();
  const listeners = new Set<(signal: StopSignal) => void>();
  const exits: number[] = [];
  const stdin = new PassThrough();
  const io: Io = {
    env,
    cwd,
    stdin,
    stdout: stdout.stream,
    stderr: stderr.stream,
    onSignal: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    exitNow: (code) => void exits.push(code),
  };
  const signal = (name: StopSignal) => {
    for (const listener of [...listeners]) listener(name);
    return listeners.size > 0;
  };
  return { io, exits, stdin, signal, said: () => ({ stdout: stdout.text(), stderr: stderr.text() }) };
}

/** A stream that keeps what is written, a terminal if it has columns. */
export function collector(terminal?: { readonly columns: number }): {
  stream: OutputStream;
  text: () => string;
} {
  const chunks: string[] = [];
  const writable = new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _encoding, done) => {
      chunks.push(chunk.toString());
      done();
    },
  });
  const stream =
    terminal === undefined
      ? writable
      : Object.assign(writable, { isTTY: true, ...cursor(writable), ...terminal });
  return { stream, text: () => chunks.join('') };
}

/** What ora asks of a terminal. */
function cursor(stream: Writable) {
  const act = (code: string) => () => stream.write(code);
  return { cursorTo: act('\x1b[1G'), clearLine: act('\x1b[2K'), moveCursor: act('\x1b[1A') };
}
