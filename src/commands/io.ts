import { resolve } from 'node:path';

/** The outside of a command: what the program was given and where it speaks. Tests own all of it. */
export interface Io {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly stdin: NodeJS.ReadableStream;
  /** The product. */
  readonly stdout: OutputStream;
  /** The conversation. */
  readonly stderr: OutputStream;
  /** Calls back for SIGINT and SIGTERM, which then no longer end the process; returns what takes that back. */
  readonly onSignal: (listener: (signal: StopSignal) => void) => () => void;
  /** Ends the process at once. */
  readonly exitNow: (code: number) => void;
}

export type OutputStream = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
};

export type StopSignal = 'SIGINT' | 'SIGTERM';

/** Columns to lay text out for: the terminal's, if it says; 80 in files and pipes, and where a terminal says 0. */
export function columnsOf({ isTTY, columns }: OutputStream): number {
  return isTTY === true && columns !== undefined && columns > 0 ? columns : 80;
}

/** Whether a stream wants colour: NO_COLOR says no, FORCE_COLOR says yes, else a terminal that is not dumb. */
export function wantsColor({ isTTY }: OutputStream, env: NodeJS.ProcessEnv): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return isTTY === true && env['TERM'] !== 'dumb';
}

/** A path as the user meant it. The program's own working folder is left to the system, so that paths stay short. */
export function pathFrom({ cwd }: Pick<Io, 'cwd'>, path: string): string {
  return cwd === process.cwd() ? path : resolve(cwd, path);
}
