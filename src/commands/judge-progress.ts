import type { Io } from './io.js';

/** On a terminal a line that counts; in a pipe nothing. Ends its line with the last one. */
export function countOn({ stderr }: Pick<Io, 'stderr'>, what: string): (done: number, total: number) => void {
  return (done, total) => {
    if (stderr.isTTY === true)
      stderr.write(`\r\x1b[2K${what} ${done} of ${total}${done === total ? '\n' : ''}`);
  };
}
